// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samda.Progress;

/** One attempt at the rest of a file: one request, and its answer appended to what has arrived. */
final class Transfer {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_REFUSED = 416;
    private static final int SERVER_ERRORS = 500;
    private static final long MEGABYTE = 1_000_000;

    /** Request Timeout, Too Early, Too Many Requests: the same request may succeed a little later. */
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);

    private final DownloadRequest request;
    private final DownloadConfig config;
    private final HttpFetch http;
    private final PartialDownload part;
    private final Progress progress;

    Transfer(DownloadRequest request, DownloadConfig config, HttpFetch http, PartialDownload part, Progress progress) {
        this.request = request;
        this.config = config;
        this.http = http;
        this.part = part;
        this.progress = progress;
    }

    /**
     * Fetches what is missing.
     *
     * @throws IOException                  if another attempt may help
     * @throws org.samda.SamdaException     if it cannot
     */
    void run() throws IOException, InterruptedException {
        try (HttpAnswer answer = http.get(request.url(), headers())) {
            switch (answer.code()) {
                case OK -> part.restart(request.url(), answer.validator());
                case PARTIAL -> requireContinuation(answer);
                case RANGE_REFUSED -> startAgain("HTTP 416, no byte after " + part.size());
                default -> refuse(answer);
            }
            if (answer.isWebPage()) {
                part.clear();
                throw DownloadProblem.webPage(request);
            }
            Optional<Long> total = answer.length().map(length -> part.size() + length);
            requireSize(total);
            receive(answer.body(), total);
        }
    }

    /** A part is continued only if it is of the same version, or if the checksum will tell. */
    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<String> validator = part.validator(request.url());
        if (part.size() > 0 && (validator.isPresent() || request.sha256().isPresent())) {
            headers.put("Range", "bytes=" + part.size() + "-");
            validator.ifPresent(version -> headers.put("If-Range", version));
        }
        return headers;
    }

    private void requireContinuation(HttpAnswer answer) throws IOException {
        if (answer.rangeStart().filter(start -> start == part.size()).isEmpty()) {
            startAgain("the server sent another part of the file than asked for");
        }
    }

    private void startAgain(String reason) throws IOException {
        part.clear();
        throw new IOException(reason);
    }

    private void refuse(HttpAnswer answer) throws IOException {
        int code = answer.code();
        if (code >= SERVER_ERRORS || BUSY.contains(code)) {
            throw new IOException("HTTP " + code);
        }
        throw DownloadProblem.refused(request, answer);
    }

    private void requireSize(Optional<Long> total) {
        if (total.isPresent() && request.bytes().isPresent() && !total.equals(request.bytes())) {
            part.clear();
            throw DownloadProblem.wrongSize(request, total.get());
        }
        if (total.filter(size -> size > config.maxBytes()).isPresent()) {
            part.clear();
            throw DownloadProblem.tooLarge(request, config.maxBytes());
        }
    }

    private void receive(ChunkQueue body, Optional<Long> total) throws IOException, InterruptedException {
        long limit = request.bytes().or(() -> total).orElse(config.maxBytes());
        progress.start("fetching " + request.target().getFileName() + ", MB", megabytes(limit));
        Optional<List<ByteBuffer>> piece = body.next(config.stallTimeout());
        while (piece.isPresent()) {
            for (ByteBuffer bytes : piece.get()) {
                requireRoom(part.size() + bytes.remaining(), limit);
                part.append(bytes);
            }
            progress.at(megabytes(part.size()), "");
            piece = body.next(config.stallTimeout());
        }
        if (part.size() < request.bytes().or(() -> total).orElse(0L)) {
            throw new EOFException("it ended after %d of %d bytes".formatted(part.size(), limit));
        }
    }

    private void requireRoom(long size, long limit) {
        if (size > limit) {
            part.clear();
            throw DownloadProblem.tooLarge(request, limit);
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }
}
