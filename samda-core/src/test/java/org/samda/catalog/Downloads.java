// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.io.Sha256;

/** What the tests of downloads share: a file's bytes, an impatient configuration, and requests. */
final class Downloads {
    static final String BY_HAND = "By hand: fetch it.";
    private static final Duration LONG = Duration.ofSeconds(60);

    private Downloads() {}

    /** Three megabytes that are the same in every test run. */
    static byte[] content() {
        byte[] bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    static Sha256 sum(byte[] bytes) {
        var digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.finish(digest);
    }

    /** Gives up after this many failures in a row. */
    static DownloadConfig config(int attempts) {
        return config(attempts, LONG);
    }

    /** With another patience for what stands still. */
    static DownloadConfig config(int attempts, Duration stallTimeout) {
        return new DownloadConfig(LONG, stallTimeout, Duration.ofMillis(1), attempts, 5_000_000, Optional.empty());
    }

    static WeightsDownload download(int attempts) {
        return new WeightsDownload(config(attempts), Progress.NONE, line -> {});
    }

    /** Of a file of which everything is known. */
    static DownloadRequest known(URI url, Path target, byte[] content) {
        return new DownloadRequest(
                url, target, Optional.of((long) content.length), Optional.of(sum(content)), BY_HAND, false);
    }

    /** Of a file of which nothing is known. */
    static DownloadRequest unknown(URI url, Path target) {
        return new DownloadRequest(url, target, Optional.empty(), Optional.empty(), BY_HAND, false);
    }

    static String problem(WeightsDownload download, DownloadRequest request) {
        return assertThrows(SamdaException.class, () -> download.fetch(request)).getMessage();
    }

    /** Names of the files in a folder, without the lock that stays. */
    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }
}
