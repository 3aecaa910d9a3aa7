// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class ChunkBytesTest {

    @Test
    void inflatesToNoMoreThanItMay() throws IOException {
        byte[] packed = deflated(new byte[1_000_000]);
        assertEquals(1_000_000, ChunkBytes.inflate(packed, 1_000_000).length);
        assertEquals(1_000_000, ChunkBytes.inflate(packed, 1_000_004).length);
        assertEquals(
                "it inflates to more than 999999 bytes",
                assertThrows(IOException.class, () -> ChunkBytes.inflate(packed, 999_999))
                        .getMessage());
    }

    @Test
    void saysThatDeflatedDataEndOrAreBroken() throws IOException {
        byte[] packed = deflated("abcdefgh".getBytes(StandardCharsets.US_ASCII));
        byte[] cut = Arrays.copyOf(packed, packed.length - 5);
        assertThrows(IOException.class, () -> ChunkBytes.inflate(cut, 8));
        assertThrows(IOException.class, () -> ChunkBytes.inflate(new byte[] {1, 2, 3}, 8));
    }

    /** Elements 0x0102, 0x0304 and a byte that is no whole element. */
    @Test
    void unshuffleGathersTheBytesOfAnElement() {
        byte[] bytes = {1, 2, 3, 4, 5};
        assertArrayEquals(bytes, ChunkBytes.unshuffle(new byte[] {1, 3, 2, 4, 5}, 2));
        byte[] whole = {1, 2, 3, 4, 5, 6, 7, 8};
        assertArrayEquals(new byte[] {1, 5, 2, 6, 3, 7, 4, 8}, ChunkBytes.shuffle(whole, 4));
        assertArrayEquals(whole, ChunkBytes.unshuffle(ChunkBytes.shuffle(whole, 4), 4));
    }

    /** Words 0x0102 and 0x0300: sums 0x0402 and 0x0102 + 0x0402 = 0x0504, stored with the lowest byte first. */
    @Test
    void comparesTheChecksum() throws IOException {
        byte[] bytes = {1, 2, 3, 0x02, 0x04, 0x04, 0x05};
        assertArrayEquals(new byte[] {1, 2, 3}, ChunkBytes.withoutChecksum(bytes));
        bytes[1] ^= 4;
        assertEquals(
                "its checksum is 050c0406, expected 05040402",
                assertThrows(IOException.class, () -> ChunkBytes.withoutChecksum(bytes))
                        .getMessage());
    }

    /** Three literal bytes, then seven from two before: a run that repeats itself. */
    @Test
    void lzfRepeatsWhatCameBefore() throws IOException {
        byte[] packed = {2, 'x', 'a', 'b', (byte) (5 << 5), 1};
        assertEquals("xababababa", new String(Lzf.decode(packed, 10), StandardCharsets.US_ASCII));
        assertThrows(IOException.class, () -> Lzf.decode(packed, 9));
        assertThrows(IOException.class, () -> Lzf.decode(new byte[] {(byte) (5 << 5), 1}, 10));
        assertThrows(IOException.class, () -> Lzf.decode(new byte[] {9, 1}, 10));
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
