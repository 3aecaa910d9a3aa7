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
    BOOL("b1", 1),
    INT8("i1", 1),
    UINT8("u1", 1),
    INT16("i2", 2),
    UINT16("u2", 2),
    INT32("i4", 4),
    UINT32("u4", 4),
    INT64("i8", 8),
    UINT64("u8", 8),
    FLOAT16("f2", 2),
    FLOAT32("f4", 4),
    FLOAT64("f8", 8);

    private final String code;
    private final int bytes;

    /** @param code as NumPy and Zarr v2 have it, without the byte order */
    NumberType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
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
        return bytes;
    }

    boolean isFloat() {
        return code.startsWith("f");
    }

    /** How its values are handed on. */
    PixelType pixelType() {
        return switch (this) {
            case BOOL, UINT8 -> PixelType.UINT8;
            case UINT16 -> PixelType.UINT16;
            default -> PixelType.FLOAT32;
        };
    }

    /** The element at a byte of a buffer, in its byte order. */
    float value(ByteBuffer in, int at) {
        return switch (this) {
            case BOOL -> in.get(at) == 0 ? 0 : 1;
            case INT8 -> in.get(at);
            case UINT8 -> in.get(at) & 0xFF;
            case INT16 -> in.getShort(at);
            case UINT16 -> in.getShort(at) & 0xFFFF;
            case INT32 -> in.getInt(at);
            case UINT32 -> in.getInt(at) & 0xFFFFFFFFL;
            case INT64 -> in.getLong(at);
            case UINT64 -> unsigned(in.getLong(at));
            case FLOAT16 -> half(in.getShort(at));
            case FLOAT32 -> in.getFloat(at);
            case FLOAT64 -> (float) in.getDouble(at);
        };
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

    private static float unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2f;
    }

    /** IEEE 754 binary16. */
    static float half(short bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        float size = switch (exponent) {
            case 0 -> Math.scalb((float) fraction, -24);
            case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (1024 + fraction), exponent - 25);
        };
        return bits < 0 ? -size : size;
    }
}
