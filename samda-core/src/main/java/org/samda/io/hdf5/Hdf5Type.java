// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import java.util.Optional;
import org.samda.io.NumberType;

/**
 * The numbers of a dataset, of those types that are read here.
 *
 * @param number kind and size
 * @param order  of the bytes of a number
 */
record Hdf5Type(NumberType number, ByteOrder order) {

    /** Empty for everything but whole numbers of 8 to 64 bits, floats of IEEE 754, and names for whole numbers. */
    static Optional<Hdf5Type> of(DataType type) {
        if (type instanceof EnumDataType names) {
            return of(names.getBaseType());
        }
        if (type instanceof FixedPoint whole) {
            boolean padded = whole.getBitOffset() != 0 || whole.getBitPrecision() != Byte.SIZE * whole.getSize();
            return padded ? Optional.empty() : whole(whole).map(number -> new Hdf5Type(number, whole.getByteOrder()));
        }
        return type instanceof FloatingPoint real
                ? real(real).map(number -> new Hdf5Type(number, real.getByteOrder()))
                : Optional.empty();
    }

    private static Optional<NumberType> whole(FixedPoint type) {
        boolean signed = type.isSigned();
        return switch (type.getSize()) {
            case 1 -> Optional.of(signed ? NumberType.INT8 : NumberType.UINT8);
            case 2 -> Optional.of(signed ? NumberType.INT16 : NumberType.UINT16);
            case 4 -> Optional.of(signed ? NumberType.INT32 : NumberType.UINT32);
            case 8 -> Optional.of(signed ? NumberType.INT64 : NumberType.UINT64);
            default -> Optional.empty();
        };
    }

    private static Optional<NumberType> real(FloatingPoint type) {
        return switch (type.getSize() * 100 + type.getExponentSize()) {
            case 205 -> Optional.of(NumberType.FLOAT16);
            case 408 -> Optional.of(NumberType.FLOAT32);
            case 811 -> Optional.of(NumberType.FLOAT64);
            default -> Optional.empty();
        };
    }
}
