// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.JavaProcess;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.io.Sha256;

/** A download in a process of its own: it prints what it is told to say, and at last what came of it. */
final class DownloadProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private DownloadProcess(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static DownloadProcess start(URI url, Path target, Sha256 sha256) throws IOException {
        return new DownloadProcess(JavaProcess.of(DownloadProcess.class, "100m", List.of(url, target, sha256.hex()))
                .start());
    }

    /** The process' own main method: address, target, checksum. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        WeightsDownload download = new WeightsDownload(
                DownloadConfig.standard(Optional.empty()), Progress.NONE, line -> System.out.println(line));
        try {
            FetchedFile file = download.fetch(new DownloadRequest(
                    URI.create(args[0]),
                    Path.of(args[1]),
                    Optional.empty(),
                    Optional.of(new Sha256(args[2])),
                    "",
                    false));
            System.out.println(file.downloaded() ? "downloaded" : "found");
        } catch (SamdaException e) {
            System.out.println(e.getMessage());
        }
    }

    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }
}
