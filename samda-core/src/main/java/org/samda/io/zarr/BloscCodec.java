// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import com.scalableminds.bloscjava.Blosc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The codec Blosc 1 with any of its compressors and shuffles.
 *
 * @param typeSize   bytes of an element, for encoding
 * @param compressor for encoding
 * @param level      for encoding, 0 to 9
 * @param shuffle    for encoding
 * @param blockSize  for encoding, 0 for what Blosc chooses
 */
record BloscCodec(int typeSize, Blosc.Compressor compressor, int level, Blosc.Shuffle shuffle, int blockSize)
        implements ChunkCodec {
    private static final int HEADER = 16;

    @Override
    public byte[] decode(byte[] data, int limit) throws IOException {
        checkHeader(data, limit);
        try {
            return Blosc.decompress(data);
        } catch (RuntimeException e) { // NOPMD the library throws no other type
            throw new IOException("its blosc data cannot be decoded", e);
        }
    }

    @Override
    public byte[] encode(byte[] data) {
        return Blosc.compress(data, typeSize, compressor, level, shuffle, blockSize);
    }

    /** The library believes the sizes in the header: nothing is handed to it that lies about them. */
    private static void checkHeader(byte[] data, int limit) throws IOException {
        if (data.length < HEADER) {
            throw new IOException("it has " + data.length + " bytes, less than the header of blosc data");
        }
        ByteBuffer header = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        int decoded = header.getInt(4);
        int block = header.getInt(8);
        int encoded = header.getInt(12);
        if (encoded != data.length) {
            throw new IOException("its header states %d bytes of blosc data, there are %d"
                    .formatted(Integer.toUnsignedLong(encoded), data.length));
        }
        if (decoded < 0 || decoded > limit) {
            throw new IOException("its header states %d bytes without compression, expected at most %d"
                    .formatted(Integer.toUnsignedLong(decoded), limit));
        }
        if (data[3] == 0 || (decoded > 0 && (block < 1 || block > decoded))) {
            throw new IOException("its header of blosc data is damaged");
        }
    }
}
