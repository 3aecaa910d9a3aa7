// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directories of a TIFF or BigTIFF file, one per page, read without trusting any number in it.
 *
 * <p>Decoders stop silently at a page chain that leads out of the file, so a stack that was not copied completely
 * would lose its last sections; here that is an error.
 */
final class TiffInput implements AutoCloseable {
    private static final int LONGEST_DESCRIPTION = 1 << 24;

    private final Path path;
    private final RandomAccessFile file;
    private final long length;
    private final ByteOrder order;
    private final boolean big;
    private final long firstDirectory;

    /** @throws org.samda.SamdaException if the file has no TIFF header */
    TiffInput(Path path) throws IOException {
        this.path = path;
        file = new RandomAccessFile(path.toFile(), "r");
        length = file.length();
        order = read(0, 2, ByteOrder.BIG_ENDIAN).get() == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        big = bytes(2, 2).getShort() == 43;
        firstDirectory =
                big ? bytes(8, 8).getLong() : Integer.toUnsignedLong(bytes(4, 4).getInt());
    }

    ByteOrder order() {
        return order;
    }

    long length() {
        return length;
    }

    /** Where the directories of all pages are, in the order of the file, at least one. */
    List<Long> pages() throws IOException {
        Set<Long> pages = new LinkedHashSet<>();
        long offset = firstDirectory;
        do {
            if (!pages.add(offset)) {
                throw FileProblem.damaged(path, "its chain of pages runs in a circle");
            }
            ByteBuffer entries = entries(offset);
            entries.position(entries.limit() - (big ? 8 : 4));
            offset = big ? entries.getLong() : Integer.toUnsignedLong(entries.getInt());
        } while (offset != 0);
        return List.copyOf(pages);
    }

    /** The directory of a page. */
    TiffDirectory directory(long page) throws IOException {
        return directory(entries(page));
    }

    /** The bytes from {@code offset} on in the file's byte order; part of the file, or it is damaged. */
    ByteBuffer bytes(long offset, long count) throws IOException {
        return read(offset, count, order);
    }

    /** Reads up to {@code count} bytes; returns how many, -1 at the end of the file. */
    int read(long position, byte[] into, int offset, int count) throws IOException {
        file.seek(position);
        return file.read(into, offset, count);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw FileProblem.reading(path, e);
        }
    }

    private ByteBuffer read(long offset, long count, ByteOrder byteOrder) throws IOException {
        if (offset < 0 || count < 0 || count > Integer.MAX_VALUE - 8 || offset > length - count) {
            throw FileProblem.damaged(path, "it ends too early, the TIFF data are not complete");
        }
        byte[] bytes = new byte[(int) count];
        file.seek(offset);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(byteOrder);
    }

    /** The entries of a directory and the offset of the next one. */
    private ByteBuffer entries(long offset) throws IOException {
        long count = big
                ? bytes(offset, 8).getLong()
                : Short.toUnsignedLong(bytes(offset, 2).getShort());
        if (count < 1 || count > length) {
            throw FileProblem.damaged(path, "a page has " + count + " TIFF fields");
        }
        return big ? bytes(offset + 8, count * 20 + 8) : bytes(offset + 2, count * 12 + 4);
    }

    private TiffDirectory directory(ByteBuffer entries) throws IOException {
        Map<Integer, double[]> numbers = new HashMap<>();
        String description = "";
        long total = 0;
        int count = entries.remaining() / (big ? 20 : 12);
        for (int i = 0; i < count; i++) {
            int tag = Short.toUnsignedInt(entries.getShort());
            TiffType type = TiffType.of(entries.getShort());
            ByteBuffer value = value(entries, type);
            total += value.remaining();
            if (total > length) {
                throw FileProblem.damaged(path, "its TIFF fields are larger than the file");
            }
            if (tag == TiffTag.IMAGE_DESCRIPTION && value.remaining() < LONGEST_DESCRIPTION) {
                description = StandardCharsets.UTF_8.decode(value).toString().replace("\0", "");
            } else if (TiffDirectory.USED.contains(tag)) {
                numbers.put(tag, type.numbers(value));
            }
        }
        return new TiffDirectory(numbers, description);
    }

    /** Moves past one entry and returns its value, wherever it lies. */
    private ByteBuffer value(ByteBuffer entries, TiffType type) throws IOException {
        long count = big ? entries.getLong() : Integer.toUnsignedLong(entries.getInt());
        int inline = big ? 8 : 4;
        int position = entries.position();
        entries.position(position + inline);
        if (count < 0 || count > length) {
            throw FileProblem.damaged(path, "a TIFF field claims " + count + " values");
        }
        long bytes = count * type.bytes();
        if (bytes <= inline) {
            return entries.slice(position, (int) bytes).order(order);
        }
        long offset = big ? entries.getLong(position) : Integer.toUnsignedLong(entries.getInt(position));
        return bytes(offset, bytes);
    }
}
