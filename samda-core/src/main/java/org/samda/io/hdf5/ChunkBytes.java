// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** HDF5's own filters: deflate, shuffle and the Fletcher-32 checksum. */
final class ChunkBytes {
    private static final int CHECKSUM_BYTES = 4;
    private static final int FOLDED_WORDS = 360;

    private ChunkBytes() {}

    /** @throws IOException if there are more bytes than {@code most}, or they end too early */
    static byte[] inflate(byte[] packed, int most) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[most];
            int count = inflater.inflate(bytes);
            if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw new IOException("it inflates to more than " + most + " bytes");
            }
            if (!inflater.finished()) {
                throw new IOException("its deflated data end too early");
            }
            return count == most ? bytes : Arrays.copyOf(bytes, count);
        } catch (DataFormatException e) {
            throw new IOException("its deflated data are broken", e);
        } finally {
            inflater.end();
        }
    }

    /** First come the first bytes of all elements, then the second ones; what is no whole element stays at the end. */
    static byte[] unshuffle(byte[] shuffled, int elementBytes) {
        byte[] bytes = shuffled.clone();
        int count = shuffled.length / elementBytes;
        for (int part = 0; part < elementBytes; part++) {
            for (int i = 0; i < count; i++) {
                bytes[i * elementBytes + part] = shuffled[part * count + i];
            }
        }
        return bytes;
    }

    /** What {@link #unshuffle} undoes, of whole elements. */
    static byte[] shuffle(byte[] bytes, int elementBytes) {
        byte[] shuffled = new byte[bytes.length];
        int count = bytes.length / elementBytes;
        for (int part = 0; part < elementBytes; part++) {
            for (int i = 0; i < count; i++) {
                shuffled[part * count + i] = bytes[i * elementBytes + part];
            }
        }
        return shuffled;
    }

    /** @throws IOException if the checksum behind the bytes is not theirs */
    static byte[] withoutChecksum(byte[] bytes) throws IOException {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0) {
            throw new IOException("it is too short for a checksum");
        }
        int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
        int found = fletcher(bytes, length);
        if (stored != found && stored != swapped(found)) {
            throw new IOException("its checksum is %08x, expected %08x".formatted(found, stored));
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Fletcher-32 over words whose first byte is the higher one, as HDF5 computes it. */
    private static int fletcher(byte[] bytes, int length) {
        int low = 0;
        int high = 0;
        for (int i = 0; i < length; i += 2) {
            int second = i + 1 < length ? Byte.toUnsignedInt(bytes[i + 1]) : 0;
            low += (Byte.toUnsignedInt(bytes[i]) << 8) | second;
            high += low;
            if (i / 2 % FOLDED_WORDS == FOLDED_WORDS - 1) {
                low = folded(low);
                high = folded(high);
            }
        }
        return (folded(folded(high)) << 16) | folded(folded(low));
    }

    private static int folded(int sum) {
        return (sum & 0xFFFF) + (sum >>> 16);
    }

    /** Versions of HDF5 before 1.6.3 stored the halves with their bytes exchanged. */
    private static int swapped(int checksum) {
        return ((checksum & 0x00FF00FF) << 8) | ((checksum >>> 8) & 0x00FF00FF);
    }
}
