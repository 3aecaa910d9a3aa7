// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.IOException;
import java.util.Arrays;

/** LibLZF's compression backwards: runs of literal bytes, and runs that repeat what came before. */
final class Lzf {
    private static final int LITERALS = 32;
    private static final int LONG_RUN = 7;

    private Lzf() {}

    /**
     * @param most bytes that the result may have
     * @throws IOException if it would have more, or the data are broken
     */
    static byte[] decode(byte[] packed, int most) throws IOException {
        byte[] bytes = new byte[most];
        int in = 0;
        int out = 0;
        try {
            while (in < packed.length) {
                int control = Byte.toUnsignedInt(packed[in++]);
                if (control < LITERALS) {
                    System.arraycopy(packed, in, bytes, out, control + 1);
                    in += control + 1;
                    out += control + 1;
                } else {
                    int length = control >> 5;
                    length += length == LONG_RUN ? Byte.toUnsignedInt(packed[in++]) : 0;
                    int from = out - ((control & 0x1F) << 8) - Byte.toUnsignedInt(packed[in++]) - 1;
                    out = repeat(bytes, from, out, length + 2);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("its LZF data are broken", e);
        }
        return out == most ? bytes : Arrays.copyOf(bytes, out);
    }

    /** Byte by byte, since a run may repeat itself. */
    private static int repeat(byte[] bytes, int from, int to, int length) {
        for (int i = 0; i < length; i++) {
            bytes[to + i] = bytes[from + i];
        }
        return to + length;
    }
}
