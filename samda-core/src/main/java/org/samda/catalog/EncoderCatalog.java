// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.config.Configs;

/**
 * All generic encoders that are known, from the built-in {@code encoders.yaml}.
 *
 * @param encoders in the order in which they are listed: the small ones first
 */
public record EncoderCatalog(List<EncoderDescriptor> encoders) {
    private static final String FILE = "/org/samda/catalog/encoders.yaml";

    public EncoderCatalog {
        encoders = List.copyOf(encoders);
    }

    /** The one that ships with the product. */
    public static EncoderCatalog load() {
        try (InputStream in = EncoderCatalog.class.getResourceAsStream(FILE)) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Configs.parse(yaml, "encoders.yaml", EncoderCatalog.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in encoders.yaml cannot be read", e);
        }
    }

    /**
     * The encoder of this name.
     *
     * @throws SamdaException if there is none; it lists all names
     */
    public EncoderDescriptor named(String name) {
        return encoders.stream()
                .filter(encoder -> encoder.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SamdaException("Encoder '%s' is not known; expected one of %s."
                        .formatted(
                                name,
                                encoders.stream().map(EncoderDescriptor::name).collect(Collectors.joining(", ")))));
    }
}
