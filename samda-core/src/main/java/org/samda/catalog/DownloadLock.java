// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.samda.io.FileProblem;

/**
 * Lets one process at a time fetch a file, also among several users of a folder.
 *
 * <p>The lock is the system's, on the hidden file {@code .<name>.lock}: it ends with the process, however that ends. The
 * file is empty and stays, since removing it would let two processes hold locks on two files of that name.
 */
final class DownloadLock implements AutoCloseable {
    private static final int POLL_MILLIS = 200;

    private final Path file;
    private final FileChannel channel;
    private boolean waited;

    private DownloadLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits until nobody else fetches the file.
     *
     * @param target      the file to fetch; its folder exists
     * @param onceWaiting is told if it has to wait
     */
    static DownloadLock acquire(Path target, Runnable onceWaiting) throws InterruptedException {
        Path file = target.resolveSibling("." + target.getFileName() + ".lock");
        DownloadLock lock = open(file);
        try {
            while (lock.tryOnce().isEmpty()) {
                if (!lock.waited) {
                    onceWaiting.run();
                }
                lock.waited = true;
                Thread.sleep(POLL_MILLIS);
            }
            return lock;
        } catch (InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether somebody else held it when it was asked for. */
    boolean waited() {
        return waited;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        }
    }

    private static DownloadLock open(Path file) {
        try {
            return new DownloadLock(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        }
    }

    private Optional<FileLock> tryOnce() {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        }
    }
}
