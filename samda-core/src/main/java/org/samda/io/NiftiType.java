// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.samda.image.PixelType;

/** The number types of NIfTI-1 voxels that are read here; whole numbers beyond 2^24 lose digits as floats. */
enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4);

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type of a header's datatype, empty where it cannot be read here. */
    static Optional<NiftiType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    static NiftiType of(PixelType type) {
        return switch (type) {
            case UINT8 -> UINT8;
            case UINT16 -> UINT16;
            case FLOAT32 -> FLOAT32;
        };
    }

    /** What to call a datatype that cannot be read. */
    static String nameOf(int code) {
        return switch (code) {
            case 1 -> "single bits";
            case 32, 1792, 2048 -> "complex numbers";
            case 128 -> "RGB colours";
            case 1024 -> "int64 values";
            case 1280 -> "uint64 values";
            case 1536 -> "float128 values";
            case 2304 -> "RGBA colours";
            default -> "values of an unknown type";
        };
    }

    int code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    /** The type of values that are not scaled. */
    PixelType pixelType() {
        return switch (this) {
            case UINT8 -> PixelType.UINT8;
            case UINT16 -> PixelType.UINT16;
            default -> PixelType.FLOAT32;
        };
    }

    /** The next number of a buffer, in its byte order. */
    double number(ByteBuffer in) {
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(in.get());
            case INT8 -> in.get();
            case UINT16 -> Short.toUnsignedInt(in.getShort());
            case INT16 -> in.getShort();
            case UINT32 -> Integer.toUnsignedLong(in.getInt());
            case INT32 -> in.getInt();
            case FLOAT32 -> in.getFloat();
            case FLOAT64 -> in.getDouble();
        };
    }
}
