// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.io.FileProblem;
import org.samda.io.Sha256;

/**
 * Fetches a large file over an unreliable network, and only when asked to.
 *
 * <p>What arrives goes to {@code <name>.part} and is continued after a broken connection, a kill or a full disk, if the
 * server still has the same version. The file gets its name in one step, when size and checksum are right. Of several
 * processes one fetches; the others wait for its file.
 */
public final class WeightsDownload {
    /** An attempt that brought this much was no failure. */
    private static final long WORTHWHILE_BYTES = 1 << 20;

    private static final int MAX_DOUBLINGS = 5;

    private final DownloadConfig config;
    private final Progress progress;
    private final Consumer<String> say;
    private final HttpFetch http;

    /**
     * @param progress hears the megabytes that have arrived
     * @param say      hears what a user should know meanwhile, in one line
     */
    public WeightsDownload(DownloadConfig config, Progress progress, Consumer<String> say) {
        this.config = config;
        this.progress = progress;
        this.say = say;
        http = new HttpFetch(config);
    }

    /**
     * Fetches a file, or checks the one that is there.
     *
     * @throws SamdaException               if it cannot be had, with what to do by hand
     * @throws InterruptedDownloadException if the thread was interrupted
     */
    public FetchedFile fetch(DownloadRequest request) {
        Path target = request.target();
        try {
            createFolder(target.toAbsolutePath().getParent());
            if (Files.exists(target) && !request.overwrite()) {
                return existing(request);
            }
            try (DownloadLock lock = DownloadLock.acquire(
                    target, () -> say.accept("Another samda fetches '" + target + "'; waiting for it."))) {
                boolean finishedByAnother = Files.exists(target) && (lock.waited() || !request.overwrite());
                return finishedByAnother ? existing(request) : download(request);
            }
        } catch (InterruptedException e) {
            throw new InterruptedDownloadException(target, e);
        }
    }

    private FetchedFile existing(DownloadRequest request) {
        Path target = request.target();
        long bytes = size(target);
        if (request.bytes().filter(expected -> expected != bytes).isPresent()) {
            throw damaged(target, request.bytes().get() + " bytes", Long.toString(bytes));
        }
        Sha256 found = Sha256.of(target);
        if (request.sha256().filter(expected -> !expected.equals(found)).isPresent()) {
            throw damaged(target, "SHA-256 " + request.sha256().get(), found.toString());
        }
        return new FetchedFile(target, bytes, found, false);
    }

    private static SamdaException damaged(Path target, String expected, String found) {
        return new SamdaException(
                "'%s' is not the published file: expected %s, found %s. Fetch it again with --overwrite."
                        .formatted(target, expected, found));
    }

    private FetchedFile download(DownloadRequest request) throws InterruptedException {
        try (PartialDownload part = PartialDownload.beside(request.target())) {
            if (request.bytes().filter(expected -> expected <= part.size()).isEmpty()) {
                requireRoom(request, part);
                attempt(request, part);
            }
            return finish(request, part);
        } finally {
            progress.end();
        }
    }

    private void attempt(DownloadRequest request, PartialDownload part) throws InterruptedException {
        Transfer transfer = new Transfer(request, config, http, part, progress);
        int failures = 0;
        boolean connected = false;
        while (true) {
            long before = part.size();
            try {
                transfer.run();
                return;
            } catch (IOException e) {
                if (!connected && DownloadProblem.isOffline(e)) {
                    throw DownloadProblem.unreachable(request, e);
                }
                failures = part.size() - before >= WORTHWHILE_BYTES ? 1 : failures + 1;
                connected = true;
                if (failures >= config.attempts()) {
                    throw DownloadProblem.broken(request, failures, part.size(), e);
                }
                pause(failures);
            }
        }
    }

    private void pause(int failures) throws InterruptedException {
        Thread.sleep(config.pause().toMillis() << Math.min(failures - 1, MAX_DOUBLINGS));
    }

    private static FetchedFile finish(DownloadRequest request, PartialDownload part) {
        Sha256 found = part.finish();
        if (request.sha256().filter(expected -> !expected.equals(found)).isPresent()) {
            part.delete();
            throw DownloadProblem.wrongChecksum(request, found);
        }
        part.commit();
        return new FetchedFile(request.target(), part.size(), found, true);
    }

    private static void requireRoom(DownloadRequest request, PartialDownload part) {
        long needed = request.bytes().orElse(0L) - part.size();
        try {
            long free = Files.getFileStore(request.target().toAbsolutePath().getParent())
                    .getUsableSpace();
            if (free < needed) {
                throw DownloadProblem.noRoom(request, needed, free);
            }
        } catch (IOException unknown) {
            return;
        }
    }

    private static void createFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw FileProblem.writing(folder, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }
}
