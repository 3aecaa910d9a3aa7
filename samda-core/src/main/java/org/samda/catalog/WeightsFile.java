// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.samda.io.Sha256;

/**
 * The file with an encoder's published weights.
 *
 * @param name   of the file, as its authors call it
 * @param place  page on which its authors link to it
 * @param url    of the file itself, where the authors publish it so that a program can fetch it
 * @param bytes  its size, where known for certain
 * @param sha256 its checksum in hexadecimal, where known for certain
 */
public record WeightsFile(String name, URI place, Optional<URI> url, Optional<Long> bytes, Optional<String> sha256) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public WeightsFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be a plain file name, got '" + name + "'");
        }
        if (bytes.filter(size -> size < 1).isPresent()) {
            throw new IllegalArgumentException("bytes must be at least 1, got " + bytes.get());
        }
        sha256.ifPresent(Sha256::new);
    }

    /** {@link #sha256} as a checksum that can be compared. */
    public Optional<Sha256> checksum() {
        return sha256.map(Sha256::new);
    }
}
