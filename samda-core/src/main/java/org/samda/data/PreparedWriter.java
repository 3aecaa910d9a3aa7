// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes prepared images as {@link PreparedReader} maps them, little-endian: magic number, version, number of sections
 * and length of the file; each section as {@link PreparedLayout} has it; the CRC-32 of all that.
 */
final class PreparedWriter {
    /** "SAMDAPRE". */
    static final long MAGIC = 0x45525041444D4153L;

    static final int VERSION = 1;
    static final int HEAD_BYTES = 24;
    static final int CHECKSUM_BYTES = 8;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    private PreparedWriter(OutputStream out) {
        this.out = out;
    }

    /** Length of the file with these sections. */
    static long bytes(List<PreparedLayout> sections) {
        return HEAD_BYTES + sections.stream().mapToLong(PreparedLayout::bytes).sum() + CHECKSUM_BYTES;
    }

    static void write(List<TrainingImage> images, OutputStream stream) throws IOException {
        CRC32 sum = new CRC32();
        PreparedWriter writer = new PreparedWriter(new CheckedOutputStream(stream, sum));
        List<PreparedLayout> sections = images.stream().map(PreparedLayout::of).toList();
        writer.buffer.putLong(MAGIC).putInt(VERSION).putInt(images.size()).putLong(bytes(sections));
        for (int i = 0; i < images.size(); i++) {
            writer.section(images.get(i), sections.get(i));
        }
        writer.flush();
        writer.buffer.putLong(sum.getValue());
        writer.flush();
    }

    private void section(TrainingImage image, PreparedLayout layout) throws IOException {
        numbers(image, layout);
        ints(layout.positions().stream().mapToInt(count -> count).toArray());
        bytes(ByteBuffer.wrap(image.stem().getBytes(StandardCharsets.UTF_8)));
        align(layout.nameAt() + layout.nameBytes());
        floats(image.pixels());
        bytes(image.labels());
        align(layout.labelsAt() + image.labels().capacity());
        long end = layout.positionsAt();
        for (IntBuffer positions : image.foreground()) {
            int[] values = new int[positions.capacity()];
            positions.get(0, values);
            ints(values);
            end += (long) Integer.BYTES * values.length;
        }
        align(end);
    }

    private void numbers(TrainingImage image, PreparedLayout layout) throws IOException {
        room(PreparedLayout.FIXED_BYTES)
                .putInt(image.width())
                .putInt(image.height())
                .putInt(image.isLabelled() ? 1 : 0)
                .putInt(layout.nameBytes())
                .putInt(layout.positions().size())
                .putInt(0)
                .putFloat(image.original().range().black())
                .putFloat(image.original().range().white())
                .putDouble(image.original().mean())
                .putDouble(image.original().deviation());
    }

    private void ints(int[] values) throws IOException {
        for (int value : values) {
            room(Integer.BYTES).putInt(value);
        }
    }

    private void floats(FloatBuffer values) throws IOException {
        for (int i = 0; i < values.capacity(); i++) {
            room(Float.BYTES).putFloat(values.get(i));
        }
    }

    private void bytes(ByteBuffer values) throws IOException {
        for (int i = 0; i < values.capacity(); i++) {
            room(1).put(values.get(i));
        }
    }

    /** Zeros up to the next multiple of 8. */
    private void align(long place) throws IOException {
        for (long i = place; i % 8 != 0; i++) {
            room(1).put((byte) 0);
        }
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
