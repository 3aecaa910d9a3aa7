// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.net.URI;
import java.util.Optional;
import org.samda.io.Sha256;

/**
 * Weights to put into the cache.
 *
 * @param encoder   with published weights
 * @param url       in place of the authors' own address
 * @param sha256    checksum that the file must have where none is known to the catalogue
 * @param overwrite whether a file that is there is replaced
 */
public record WeightsOrder(EncoderDescriptor encoder, Optional<URI> url, Optional<Sha256> sha256, boolean overwrite) {

    public WeightsOrder {
        WeightsFile file = encoder.file()
                .orElseThrow(() -> new IllegalArgumentException("encoder '" + encoder.name() + "' has no weights"));
        if (sha256.isPresent() && file.checksum().isPresent() && !sha256.equals(file.checksum())) {
            throw new IllegalArgumentException("'%s' is published with SHA-256 %s, got %s"
                    .formatted(file.name(), file.checksum().get(), sha256.get()));
        }
    }
}
