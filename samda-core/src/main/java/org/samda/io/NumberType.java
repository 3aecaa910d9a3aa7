// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import org.samda.image.PixelType;

/** The numbers that voxels are stored as; whole numbers beyond 2^24 lose digits as floats. */
public enum NumberType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    UINT64(8),
    INT64(8),
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    private static final double TWO_TO_THE_64 = 0x1p64;

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** The type of grey values that holds all of these numbers, as well as it goes. */
    public PixelType pixelType() {
        return switch (this) {
            case UINT8 -> PixelType.UINT8;
            case UINT16 -> PixelType.UINT16;
            default -> PixelType.FLOAT32;
        };
    }

    /**
     * Takes numbers from a buffer, in its byte order.
     *
     * @param into  gets the numbers; one that is too large for a float counts as infinite
     * @param at    index of the first
     * @param count how many
     */
    public void take(ByteBuffer in, float[] into, int at, int count) {
        for (int i = at; i < at + count; i++) {
            into[i] = next(in);
        }
    }

    private float next(ByteBuffer in) {
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(in.get());
            case INT8 -> in.get();
            case UINT16 -> Short.toUnsignedInt(in.getShort());
            case INT16 -> in.getShort();
            case UINT32 -> Integer.toUnsignedLong(in.getInt());
            case INT32 -> in.getInt();
            case UINT64 -> unsigned(in.getLong());
            case INT64 -> in.getLong();
            case FLOAT16 -> half(in.getShort());
            case FLOAT32 -> in.getFloat();
            case FLOAT64 -> (float) in.getDouble();
        };
    }

    private static float unsigned(long value) {
        return (float) (value < 0 ? value + TWO_TO_THE_64 : value);
    }

    /** IEEE 754's binary16: a sign, 5 bits of exponent, 10 bits of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (fraction + 0x400), exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
