// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import org.samda.image.PixelType;

/** The numbers that voxels are stored as; whole numbers beyond 2^24 lose digits as floats. */
public enum NumberType implements VoxelNumbers {
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

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    @Override
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

    @Override
    public void take(ByteBuffer in, float[] into, int at, int count) {
        int from = in.position();
        for (int i = 0; i < count; i++) {
            into[at + i] = value(in, from + i * bytes);
        }
        in.position(from + count * bytes);
    }

    /** The number at a byte of a buffer, in its byte order. */
    public float value(ByteBuffer in, int at) {
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(in.get(at));
            case INT8 -> in.get(at);
            case UINT16 -> Short.toUnsignedInt(in.getShort(at));
            case INT16 -> in.getShort(at);
            case UINT32 -> Integer.toUnsignedLong(in.getInt(at));
            case INT32 -> in.getInt(at);
            case UINT64 -> unsigned(in.getLong(at));
            case INT64 -> in.getLong(at);
            case FLOAT16 -> half(in.getShort(at));
            case FLOAT32 -> in.getFloat(at);
            case FLOAT64 -> (float) in.getDouble(at);
        };
    }

    /** Halved with its last bit kept, so that it is rounded once. */
    private static float unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2f;
    }

    /** IEEE 754's binary16: a sign, 5 bits of exponent, 10 bits of fraction. */
    public static float half(short bits) {
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
