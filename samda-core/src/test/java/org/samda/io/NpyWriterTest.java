// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {

    @TempDir
    private Path folder;

    @Test
    void writesHeaderAndValuesAsNumPyDoes() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyWriter.write(file, new float[] {1, -2, 0.5f, 4, 5, 6}, 2, 3);
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, Arrays.copyOf(bytes, 10));
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertTrue(header.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), } "), () -> header);
        assertTrue(header.endsWith(" \n"), () -> header);
        float[] values = new float[6];
        ByteBuffer.wrap(bytes, 128, 24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        assertArrayEquals(new float[] {1, -2, 0.5f, 4, 5, 6}, values);
        assertEquals(152, bytes.length);
    }

    @Test
    void writesMoreThanOneChunk() throws IOException {
        Path file = folder.resolve("a.npy");
        float[] many = new float[100_001];
        many[100_000] = 7;
        NpyWriter.write(file, many, many.length);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(128 + 400_004, bytes.length);
        assertEquals(7, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(bytes.length - 4));
    }

    @Test
    void theShapeMustFit() {
        assertThrows(
                IllegalArgumentException.class, () -> NpyWriter.write(folder.resolve("a.npy"), new float[5], 2, 3));
    }
}
