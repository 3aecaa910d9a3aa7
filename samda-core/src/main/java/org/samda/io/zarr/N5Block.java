// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The header of a block of N5, big-endian: 16 bits of mode, 16 bits that count the dimensions, 32 bits for the length of
 * each; in mode 1 another 32 bits that count the elements.
 *
 * @param lengths     of the block along each dimension
 * @param headerBytes after which the data begin
 */
@SuppressWarnings("ArrayRecordComponent")
record N5Block(long[] lengths, int headerBytes) {
    private static final int FIXED = 4;
    private static final int VARIABLE_LENGTH = 1;

    /**
     * @param stored the bytes of a block's file
     * @param most   the array's block size
     * @throws IOException if they do not begin with the header of a block that fits
     */
    static N5Block of(byte[] stored, long[] most) throws IOException {
        int lengthsEnd = FIXED + Integer.BYTES * most.length;
        if (stored.length < lengthsEnd) {
            throw new IOException("it has " + stored.length + " bytes, less than the header of a block");
        }
        ByteBuffer header = ByteBuffer.wrap(stored);
        int mode = header.getShort();
        int count = header.getShort();
        if (mode < 0 || mode > VARIABLE_LENGTH || count != most.length) {
            throw new IOException(
                    "its header states a block of mode %d with %d dimensions, expected mode 0 or 1 with %d"
                            .formatted(mode, count, most.length));
        }
        long[] lengths = new long[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = header.getInt();
            if (lengths[i] < 1 || lengths[i] > most[i]) {
                throw new IOException(
                        "its header states a length of %d where blocks have %d".formatted(lengths[i], most[i]));
            }
        }
        return new N5Block(lengths, lengthsEnd + extra(mode, header, lengths));
    }

    static byte[] header(long[] lengths) {
        ByteBuffer header = ByteBuffer.allocate(FIXED + Integer.BYTES * lengths.length);
        header.putShort((short) 0).putShort((short) lengths.length);
        Arrays.stream(lengths).forEach(length -> header.putInt((int) length));
        return header.array();
    }

    private static int extra(int mode, ByteBuffer header, long[] lengths) throws IOException {
        if (mode != VARIABLE_LENGTH) {
            return 0;
        }
        if (header.remaining() < Integer.BYTES || header.getInt() != Dimensions.elements(lengths)) {
            throw new IOException("its header states another number of elements than its lengths give");
        }
        return Integer.BYTES;
    }
}
