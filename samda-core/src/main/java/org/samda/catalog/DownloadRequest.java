// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.io.Sha256;

/**
 * One file to fetch.
 *
 * @param url       http or https
 * @param target    where it goes
 * @param bytes     its size, if known
 * @param sha256    its checksum, if known
 * @param byHand    a sentence on how to get it without a download, for messages
 * @param overwrite whether a file that is there is replaced; otherwise it is checked and kept
 */
public record DownloadRequest(
        URI url, Path target, Optional<Long> bytes, Optional<Sha256> sha256, String byHand, boolean overwrite) {

    public DownloadRequest {
        if (!isFetchable(url)) {
            throw new IllegalArgumentException("url must begin with http:// or https:// and a host, got '" + url + "'");
        }
    }

    /** Whether a program can fetch it. */
    public static boolean isFetchable(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null;
    }
}
