// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.util.List;

/**
 * The codecs of an array that turn bytes into bytes.
 *
 * @param codecs in the order of encoding
 */
record CodecChain(List<ChunkCodec> codecs) {

    CodecChain {
        codecs = List.copyOf(codecs);
    }

    /** The most bytes that data of this size can be stored in: codecs hardly ever make them larger. */
    static long mostEncoded(long size) {
        return size + size / 8 + (1 << 16);
    }

    /**
     * @param size bytes that must come out
     * @throws IOException if the data are damaged or give another number of bytes
     */
    byte[] decode(byte[] data, int size) throws IOException {
        byte[] decoded = decodeUpTo(data, size);
        if (decoded.length != size) {
            throw new IOException("it holds %d bytes of numbers, expected %d".formatted(decoded.length, size));
        }
        return decoded;
    }

    /** As {@link #decode}, where fewer bytes may come out. */
    byte[] decodeUpTo(byte[] data, int size) throws IOException {
        byte[] decoded = data;
        try {
            for (int i = codecs.size() - 1; i >= 0; i--) {
                decoded = codecs.get(i).decode(decoded, i == 0 ? size : (int) mostEncoded(size));
            }
        } catch (LinkageError e) {
            throw notHere(e);
        }
        return decoded;
    }

    byte[] encode(byte[] data) throws IOException {
        byte[] encoded = data;
        try {
            for (ChunkCodec codec : codecs) {
                encoded = codec.encode(encoded);
            }
        } catch (LinkageError e) {
            throw notHere(e);
        }
        return encoded;
    }

    private static IOException notHere(LinkageError e) {
        return new IOException("the native library of its compression cannot be loaded on this system (" + e + ")", e);
    }
}
