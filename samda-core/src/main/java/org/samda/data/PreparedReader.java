// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.samda.image.GreyRange;

/** Checks a file of {@link PreparedWriter} from its first byte to its last, then maps it, each section by itself. */
final class PreparedReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;
    private final long length;
    /** Where the checksum begins. */
    private final long end;

    private PreparedReader(FileChannel channel) throws IOException {
        this.channel = channel;
        length = channel.size();
        end = length - PreparedWriter.CHECKSUM_BYTES;
    }

    /**
     * @return the images; their pixels stay in the file, which may be deleted but not changed
     * @throws IOException if it cannot be read or is not whole; the message says what is wrong
     */
    static List<TrainingImage> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new PreparedReader(channel).images();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private List<TrainingImage> images() throws IOException {
        ByteBuffer head = bytes(0, PreparedWriter.HEAD_BYTES);
        require(head.getLong() == PreparedWriter.MAGIC, "it is no file of prepared images");
        int version = head.getInt();
        require(version == PreparedWriter.VERSION, "it has version " + version);
        int sections = head.getInt();
        long written = head.getLong();
        require(length == written, "it has %d bytes instead of %d".formatted(length, written));
        require(bytes(end, PreparedWriter.CHECKSUM_BYTES).getLong() == checksum(), "its checksum is wrong");
        List<TrainingImage> images = new ArrayList<>();
        long at = PreparedWriter.HEAD_BYTES;
        for (int i = 0; i < sections; i++) {
            PreparedLayout layout = layout(at);
            require(layout.bytes() <= end - at, "section " + i + " ends after the file");
            images.add(image(at, layout));
            at += layout.bytes();
        }
        require(at == end && !images.isEmpty(), "it has other sections than it should");
        return images;
    }

    private PreparedLayout layout(long at) throws IOException {
        ByteBuffer numbers = bytes(at, PreparedLayout.FIXED_BYTES);
        TrainingImage.Size size = new TrainingImage.Size(numbers.getInt(), numbers.getInt());
        boolean labelled = numbers.getInt() != 0;
        int nameBytes = numbers.getInt();
        int classes = numbers.getInt();
        require(classes >= 0 && classes <= PreparedLayout.MOST_CLASSES, "it has " + classes + " classes");
        ByteBuffer counts = bytes(at + PreparedLayout.FIXED_BYTES, Integer.BYTES * classes);
        List<Integer> positions = new ArrayList<>();
        while (counts.hasRemaining()) {
            positions.add(counts.getInt());
        }
        return new PreparedLayout(size, labelled, nameBytes, positions);
    }

    private TrainingImage image(long at, PreparedLayout layout) throws IOException {
        ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, at, layout.bytes());
        byte[] name = new byte[layout.nameBytes()];
        mapped.get(layout.nameAt(), name);
        int area = (int) layout.size().area();
        int pixelsAt = Math.toIntExact(layout.pixelsAt());
        FloatBuffer pixels = part(mapped, pixelsAt, Float.BYTES * area).asFloatBuffer();
        ByteBuffer labels = part(mapped, Math.toIntExact(layout.labelsAt()), layout.labelled() ? area : 0);
        return new TrainingImage(
                new String(name, StandardCharsets.UTF_8),
                layout.size(),
                pixels,
                labels,
                foreground(mapped, layout),
                original(part(mapped, 0, PreparedLayout.FIXED_BYTES)));
    }

    private static List<IntBuffer> foreground(ByteBuffer mapped, PreparedLayout layout) {
        List<IntBuffer> foreground = new ArrayList<>();
        int at = Math.toIntExact(layout.positionsAt());
        for (int count : layout.positions()) {
            foreground.add(part(mapped, at, Integer.BYTES * count).asIntBuffer());
            at += Integer.BYTES * count;
        }
        return foreground;
    }

    private static OriginalGrey original(ByteBuffer numbers) {
        return new OriginalGrey(
                new GreyRange(numbers.getFloat(24), numbers.getFloat(28)),
                numbers.getDouble(32),
                numbers.getDouble(40));
    }

    private static ByteBuffer part(ByteBuffer mapped, int at, int bytes) {
        return mapped.slice(at, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of all that stands before it. */
    private long checksum() throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (long at = 0; at < end; at += BUFFER_BYTES) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
            fill(buffer, at);
            sum.update(buffer);
        }
        return sum.getValue();
    }

    /** A few bytes of the file, ready to be read. */
    private ByteBuffer bytes(long at, int count) throws IOException {
        require(at >= 0 && count <= length - at, "it ends too early");
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(buffer, at);
        return buffer;
    }

    private void fill(ByteBuffer buffer, long at) throws IOException {
        while (buffer.hasRemaining()) {
            require(channel.read(buffer, at + buffer.position()) >= 0, "it ends too early");
        }
        buffer.flip();
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
