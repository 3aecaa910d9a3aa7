// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.samda.SamdaException;
import org.samda.image.PixelType;

/** How MRC's modes, numbers in the header, say what a voxel is (MRC2014). */
final class MrcMode {
    static final int BYTES = 0;
    static final int INT16 = 1;
    static final int FLOAT32 = 2;
    static final int UINT16 = 6;
    static final int FLOAT16 = 12;

    private MrcMode() {}

    /**
     * The type of a file's voxels. Bytes are signed, as MRC2014 says, but for files of IMOD that say they are not.
     *
     * @param header in the file's byte order
     * @throws SamdaException if it cannot be read here
     */
    static NumberType type(ByteBuffer header, Path file) {
        int mode = header.getInt(MrcField.MODE);
        return switch (mode) {
            case BYTES -> hasUnsignedBytes(header) ? NumberType.UINT8 : NumberType.INT8;
            case INT16 -> NumberType.INT16;
            case FLOAT32 -> NumberType.FLOAT32;
            case UINT16 -> NumberType.UINT16;
            case FLOAT16 -> NumberType.FLOAT16;
            default ->
                throw new SamdaException(
                        "'%s' holds %s (MRC's mode %d), expected real numbers of 8, 16 or 32 bits (modes 0, 1, 2, 6, 12). Convert it, for example with IMOD: newstack -mode 2 in.mrc out.mrc."
                                .formatted(file, nameOf(mode), mode));
        };
    }

    /** Eight bits become sixteen: bytes would be read as signed by one program and as unsigned by another. */
    static int of(PixelType type) {
        return type == PixelType.FLOAT32 ? FLOAT32 : UINT16;
    }

    private static boolean hasUnsignedBytes(ByteBuffer header) {
        return header.getInt(MrcField.IMOD_STAMP) == MrcField.IMOD
                && (header.getInt(MrcField.IMOD_FLAGS) & MrcField.IMOD_SIGNED_BYTES) == 0;
    }

    private static String nameOf(int mode) {
        return switch (mode) {
            case 3, 4 -> "complex numbers";
            case 16 -> "RGB colours";
            case 101 -> "numbers of 4 bits";
            default -> "values of an unknown type";
        };
    }
}
