// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.util.Optional;

/**
 * A generic encoder, the paper's <i>h_SAM</i>: everything to know before using it.
 *
 * @param name        as users type it, such as {@code sam-b}
 * @param title       as people call it
 * @param network     of a published encoder; {@code none} and {@code tiny} have none
 * @param publication of a published encoder
 * @param file        with the published weights
 */
public record EncoderDescriptor(
        String name,
        String title,
        Optional<EncoderNetwork> network,
        Optional<Publication> publication,
        Optional<WeightsFile> file) {

    public EncoderDescriptor {
        if (network.isPresent() != file.isPresent() || publication.isPresent() != file.isPresent()) {
            throw new IllegalArgumentException(
                    "network, publication and file must be given together, or none of them; encoder '" + name + "'");
        }
    }
}
