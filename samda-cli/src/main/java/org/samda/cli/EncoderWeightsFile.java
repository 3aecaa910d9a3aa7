// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.catalog.EncoderCatalog;
import org.samda.catalog.WeightsCache;
import org.samda.experiment.EncoderKind;
import picocli.CommandLine.Option;

/**
 * Where a command finds the weights of a generic encoder: in the file the user names, else in the cache; mixed in with
 * {@code @Mixin}.
 */
final class EncoderWeightsFile {
    static final String ENCODERS =
            "Generic encoder: none (plain U-Net), tiny, mobile-sam, med-sam, sam-med2d, sam-b, sam-l or sam-h.";

    private final WeightsCache cache;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Published weights of the encoder (default: what 'samda models get' fetched).")
    private Optional<Path> named = Optional.empty();

    /**
     * @param cache weights that were fetched, or put there by hand
     */
    EncoderWeightsFile(WeightsCache cache) {
        this.cache = cache;
    }

    /** Whether the user named a file. */
    boolean isNamed() {
        return named.isPresent();
    }

    /**
     * The file with an encoder's weights; empty for an encoder without published ones.
     *
     * @throws SamdaException if there is none, or one is named that the encoder has no use for
     */
    Optional<Path> of(EncoderKind encoder) {
        if (encoder.published().isEmpty()) {
            named.ifPresent(file -> {
                throw new SamdaException(
                        "Encoder '%s' has no published weights to read, found --weights '%s'. Leave --weights out, or choose another --encoder."
                                .formatted(encoder, file));
            });
            return Optional.empty();
        }
        return Optional.of(named.map(file -> file.toAbsolutePath().normalize())
                .orElseGet(() -> cache.require(EncoderCatalog.load().named(encoder.toString()))));
    }
}
