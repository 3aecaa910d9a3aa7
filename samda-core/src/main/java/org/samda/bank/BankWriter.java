// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Adds entries to a file of {@link BankLayout}: first the entry, then its record, so that whoever is killed in between
 * leaves no more than an unused slot. One process at a time adds to a file.
 */
final class BankWriter {
    /** A process may lock a file only once. */
    private static final Object ONE_AT_A_TIME = new Object();

    private BankWriter() {}

    /**
     * Adds an entry; makes the file if there is none, and anew if it begins with something else than it should.
     *
     * @throws IOException if it cannot be written; nothing is lost then
     */
    static void add(Path file, BankLayout layout, int place, ByteBuffer entry) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        synchronized (ONE_AT_A_TIME) {
            if (!tryAdd(file, layout, place, entry)) {
                Files.deleteIfExists(file);
                if (!tryAdd(file, layout, place, entry)) {
                    throw new IOException("it is changed by others");
                }
            }
        }
    }

    /** @return false if the file is another one */
    private static boolean tryAdd(Path file, BankLayout layout, int place, ByteBuffer entry) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (channel.size() == 0) {
                ByteBuffer start = ByteBuffer.allocate(layout.slotsAt()).put(layout.head());
                write(channel, start.rewind(), 0);
            } else if (!begins(channel, layout)) {
                return false;
            }
            long slot = layout.nextSlot(channel.size());
            write(channel, entry.duplicate(), layout.slotAt(slot));
            write(channel, layout.record(place, slot, BankLayout.sum(entry)), layout.recordAt(place));
            return true;
        }
    }

    private static boolean begins(FileChannel channel, BankLayout layout) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(BankLayout.HEAD_BYTES);
        for (int n = 0; n >= 0 && found.hasRemaining(); ) {
            n = channel.read(found, found.position());
        }
        return channel.size() >= layout.slotsAt() && found.flip().equals(layout.head());
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        for (long place = at; bytes.hasRemaining(); ) {
            place += channel.write(bytes, place);
        }
    }
}
