// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How patient and how generous a {@link WeightsDownload} is.
 *
 * @param connectTimeout for reaching a server
 * @param stallTimeout   for an answer to begin, and for its next bytes
 * @param pause          after the first failure in a row; doubles with each one more
 * @param attempts       failures in a row, with hardly a byte between them, after which it gives up
 * @param maxBytes       size of a file whose true size is not known
 * @param proxy          to go through; without one, the JVM's own settings such as {@code https.proxyHost} hold
 */
public record DownloadConfig(
        Duration connectTimeout,
        Duration stallTimeout,
        Duration pause,
        int attempts,
        long maxBytes,
        Optional<InetSocketAddress> proxy) {

    public DownloadConfig {
        if (attempts < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "attempts and maxBytes must be at least 1, got %d and %d".formatted(attempts, maxBytes));
        }
    }

    /** What users get. */
    public static DownloadConfig standard(Optional<InetSocketAddress> proxy) {
        return new DownloadConfig(
                Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(1), 5, 8_000_000_000L, proxy);
    }
}
