// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Maps a file of {@link BankLayout}, piece by piece, and checks each entry whenever it is read. */
final class BankReader {
    /** Bytes that are mapped at once, at least one entry. */
    private static final long WINDOW_BYTES = 1L << 28;

    private final Path file;
    private final BankLayout layout;
    private final long slotsOfWindow;
    private final Map<Long, ByteBuffer> windows = new HashMap<>();
    private final ByteBuffer start;

    private BankReader(Path file, BankLayout layout, ByteBuffer start) {
        this.file = file;
        this.layout = layout;
        this.start = start;
        slotsOfWindow = Math.max(1, WINDOW_BYTES / layout.shape().bytes());
    }

    /**
     * @return empty if there is no file
     * @throws IOException if it cannot be read or is not the file that was expected; the message says what is wrong
     */
    static Optional<BankReader> open(Path file, BankLayout layout) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                return Optional.empty(); // It is just being made.
            }
            require(channel.size() >= layout.slotsAt(), "it ends too early");
            ByteBuffer start = channel.map(FileChannel.MapMode.READ_ONLY, 0, layout.slotsAt())
                    .order(ByteOrder.LITTLE_ENDIAN);
            requireHead(start.slice(0, BankLayout.HEAD_BYTES), layout);
            return Optional.of(new BankReader(file, layout, start));
        } catch (NoSuchFileException notYetMade) {
            return Optional.empty();
        }
    }

    /** @throws IOException if a file begins with something else than it should */
    static void requireHead(ByteBuffer found, BankLayout layout) throws IOException {
        ByteBuffer head = found.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        require(head.getLong(0) == BankLayout.MAGIC, "it is no file of embeddings");
        require(head.getInt(Long.BYTES) == BankLayout.VERSION, "it has version " + head.getInt(Long.BYTES));
        require(found.equals(layout.head()), "it holds embeddings of something else");
    }

    /**
     * @return a copy of the entry; empty if there is none
     * @throws IOException if it is damaged; the message says what is wrong
     */
    Optional<ByteBuffer> read(int place) throws IOException {
        int at = (int) layout.recordAt(place);
        long slot = start.getLong(at) - 1;
        int sum = start.getInt(at + Long.BYTES);
        int check = start.getInt(at + Long.BYTES + Integer.BYTES);
        if (slot == -1 && sum == 0 && check == 0) {
            return Optional.empty();
        }
        require(slot >= 0 && check == layout.check(place, slot, sum), "the record of entry " + place + " is damaged");
        ByteBuffer entry = copy(slot);
        require(BankLayout.sum(entry) == sum, "the checksum of entry " + place + " is wrong");
        return Optional.of(entry);
    }

    private ByteBuffer copy(long slot) throws IOException {
        long number = slot / slotsOfWindow;
        int bytes = layout.shape().bytes();
        int from = Math.toIntExact(slot % slotsOfWindow * bytes);
        ByteBuffer window = windows.get(number);
        if (window == null || window.capacity() < from + bytes) {
            window = map(number * slotsOfWindow);
            windows.put(number, window);
        }
        require(window.capacity() >= from + bytes, "it ends in the middle of an entry");
        return ByteBuffer.allocate(bytes).put(window.slice(from, bytes)).flip();
    }

    /** From this slot on, as far as the file and a window reach. */
    private ByteBuffer map(long firstSlot) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = layout.slotAt(firstSlot);
            long bytes = Math.min(
                    channel.size() - from, slotsOfWindow * layout.shape().bytes());
            require(bytes > 0, "it ends before an entry");
            return channel.map(FileChannel.MapMode.READ_ONLY, from, bytes);
        }
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
