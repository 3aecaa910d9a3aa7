// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samda.image.PixelType;
import org.samda.io.StoredNumbers;

/** The number types of array elements; whole numbers beyond 2^24 lose digits as floats. */
enum NumberType {
    BOOL("b1", org.samda.io.NumberType.UINT8),
    INT8("i1", org.samda.io.NumberType.INT8),
    UINT8("u1", org.samda.io.NumberType.UINT8),
    INT16("i2", org.samda.io.NumberType.INT16),
    UINT16("u2", org.samda.io.NumberType.UINT16),
    INT32("i4", org.samda.io.NumberType.INT32),
    UINT32("u4", org.samda.io.NumberType.UINT32),
    INT64("i8", org.samda.io.NumberType.INT64),
    UINT64("u8", org.samda.io.NumberType.UINT64),
    FLOAT16("f2", org.samda.io.NumberType.FLOAT16),
    FLOAT32("f4", org.samda.io.NumberType.FLOAT32),
    FLOAT64("f8", org.samda.io.NumberType.FLOAT64);

    private final String code;
    private final org.samda.io.NumberType number;

    /**
     * @param code   as NumPy and Zarr v2 have it, without the byte order
     * @param number how it is stored
     */
    NumberType(String code, org.samda.io.NumberType number) {
        this.code = code;
        this.number = number;
    }

    /** The type of that name, as Zarr v3 and N5 write it ({@code uint8}). */
    static Optional<NumberType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.title().equals(name)).findFirst();
    }

    /** The type of that code, as Zarr v2 writes it ({@code u1}). */
    static Optional<NumberType> coded(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    static NumberType of(PixelType type) {
        return valueOf(type.name());
    }

    static List<String> titles() {
        return Arrays.stream(values()).map(NumberType::title).toList();
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    String code() {
        return code;
    }

    int bytes() {
        return number.bytes();
    }

    boolean isFloat() {
        return code.startsWith("f");
    }

    /** How its values are handed on. */
    PixelType pixelType() {
        return number.pixelType();
    }

    /** The element at a byte of a buffer, in its byte order. */
    float value(ByteBuffer in, int at) {
        float value = number.value(in, at);
        return this == BOOL && value != 0 ? 1 : value;
    }

    /** Replaces the element at a byte of a buffer; only of the types that volumes are written in. */
    void put(ByteBuffer out, int at, float value) {
        switch (this) {
            case UINT8 -> out.put(at, (byte) StoredNumbers.whole(value, PixelType.UINT8));
            case UINT16 -> out.putShort(at, (short) StoredNumbers.whole(value, PixelType.UINT16));
            case FLOAT32 -> out.putFloat(at, value);
            default -> throw new IllegalStateException("arrays of " + title() + " are not written");
        }
    }
}
