// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The last bytes of a ZIP archive, in which it says how large its list of entries is.
 *
 * <p>Java takes memory for the list before it looks at it, and a file of 100 bytes may claim two billion entries.
 */
final class ZipEnd {
    private static final int END = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END64 = 56;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final long SEE_END64 = 0xFFFF_FFFFL;
    private static final int SMALLEST_ENTRY = 46;

    /** Bytes of the list; a tensor takes about 100. */
    private static final long LARGEST_LIST = 16L << 20;

    private final Path file;
    private final FileChannel channel;

    private ZipEnd(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws org.samda.SamdaException if the archive is cut off or its list cannot be as large as it claims */
    static void check(Path file, FileChannel channel) throws IOException {
        new ZipEnd(file, channel).check();
    }

    private void check() throws IOException {
        long end = channel.size() - END;
        if (end < 0 || read(end, END).getInt(0) != END_SIGNATURE) {
            throw Refusal.damaged(file, "the end of its ZIP archive is missing, as if it were cut off");
        }
        // At most 65535 entries are claimed here: only their bytes matter.
        long bytes = Integer.toUnsignedLong(read(end, END).getInt(12));
        boolean large = end >= LOCATOR && read(end - LOCATOR, LOCATOR).getInt(0) == LOCATOR_SIGNATURE;
        if (large) {
            checkLarge(end - LOCATOR);
        }
        if (!large || bytes != SEE_END64) {
            requireSmall(0, bytes);
        }
    }

    /** The second such record, for large archives. */
    private void checkLarge(long locator) throws IOException {
        long at = read(locator, LOCATOR).getLong(8);
        if (at < 0 || at > locator - END64 || read(at, END64).getInt(0) != END64_SIGNATURE) {
            throw Refusal.damaged(file, "the end of its ZIP archive is not where it should be");
        }
        ByteBuffer record = read(at, END64);
        requireSmall(record.getLong(32), record.getLong(40));
    }

    private void requireSmall(long entries, long bytes) {
        if (bytes < 0 || bytes > LARGEST_LIST || entries < 0 || entries > bytes / SMALLEST_ENTRY) {
            throw Refusal.damaged(
                    file, "its ZIP archive claims a list of %d entries in %d bytes".formatted(entries, bytes));
        }
    }

    private ByteBuffer read(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw Refusal.damaged(file, "it ends too early");
            }
        }
        return bytes;
    }
}
