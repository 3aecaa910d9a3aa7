// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;

/** The number types of TIFF fields, all read as doubles (exact for whole numbers below 2^53). */
enum TiffType {
    BYTES(1),
    SHORT(2),
    LONG(4),
    RATIONAL(8),
    LONG8(8),
    FLOAT(4),
    DOUBLE(8);

    private final int bytes;

    TiffType(int bytes) {
        this.bytes = bytes;
    }

    /** Signed and unsigned types are taken as one: none of the fields used here is ever negative. */
    static TiffType of(int code) {
        return switch (code) {
            case 3, 8 -> SHORT;
            case 4, 9, 13 -> LONG;
            case 5, 10 -> RATIONAL;
            case 11 -> FLOAT;
            case 12 -> DOUBLE;
            case 16, 17, 18 -> LONG8;
            default -> BYTES;
        };
    }

    int bytes() {
        return bytes;
    }

    double[] numbers(ByteBuffer values) {
        double[] numbers = new double[values.remaining() / bytes];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(values);
        }
        return numbers;
    }

    private double number(ByteBuffer values) {
        return switch (this) {
            case BYTES -> Byte.toUnsignedInt(values.get());
            case SHORT -> Short.toUnsignedInt(values.getShort());
            case LONG -> Integer.toUnsignedLong(values.getInt());
            case RATIONAL -> (double) Integer.toUnsignedLong(values.getInt()) / Integer.toUnsignedLong(values.getInt());
            case LONG8 -> values.getLong();
            case FLOAT -> values.getFloat();
            case DOUBLE -> values.getDouble();
        };
    }
}
