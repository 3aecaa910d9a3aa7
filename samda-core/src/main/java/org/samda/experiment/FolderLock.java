// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.samda.SamdaException;

/** Keeps a folder for one process; the lock is the system's and ends with the process, however that ends. */
public final class FolderLock implements AutoCloseable {
    /** Name of the empty file that is locked; it stays. */
    public static final String FILE = ".lock";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Locks a folder that exists.
     *
     * @param what the folder is, for messages
     * @throws SamdaException if another process holds it, or nothing can be written there
     */
    public static FolderLock of(Path folder, String what) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new SamdaException(
                        "The %s '%s' is in use by another process. Wait for it, or choose another --out."
                                .formatted(what, folder));
            }
            return new FolderLock(folder, channel, lock.get());
        } catch (IOException e) {
            throw new SamdaException(
                    "The %s '%s' cannot be locked: %s. Choose a writable place with --out."
                            .formatted(what, folder, e.getMessage()),
                    e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new SamdaException("The lock of '" + folder + "' cannot be released: " + e.getMessage(), e);
        }
    }
}
