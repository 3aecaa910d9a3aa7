// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes arrays in NumPy's file format, version 1.0: little-endian float32, row-major. */
public final class NpyWriter {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The values begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private static final int CHUNK = 1 << 16;

    private NpyWriter() {}

    /**
     * Writes a whole file, or nothing.
     *
     * @param values row-major
     * @param shape  whose product is the number of values
     */
    public static void write(Path file, float[] values, long... shape) {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(values.length + " values for the shape " + Arrays.toString(shape));
        }
        AtomicFiles.write(file, out -> {
            out.write(header(shape));
            write(out, values);
        });
    }

    private static byte[] header(long... shape) {
        String sizes = Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(sizes);
        int length = MAGIC.length + Short.BYTES + text.length() + 1;
        int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String line = text + " ".repeat(padded - length) + "\n";
        return ByteBuffer.allocate(padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) line.length())
                .put(line.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void write(OutputStream out, float... values) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.clear();
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }
}
