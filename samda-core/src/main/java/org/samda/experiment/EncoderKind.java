// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.model.EncoderNormalization;
import org.samda.model.EncoderShape;
import org.samda.model.PublishedShapes;

/** Generic encoders by the names users type. */
public enum EncoderKind {
    /** No generic encoder: the plain U-Net, the paper's baseline. */
    NONE,
    /** A small vision transformer without published weights, trained in step 1. */
    TINY,
    MOBILE_SAM(PublishedShapes.MOBILE_SAM, EncoderNormalization.IMAGE_NET),
    MED_SAM(PublishedShapes.MED_SAM, EncoderNormalization.MIN_MAX),
    SAM_MED2D(PublishedShapes.SAM_MED2D, EncoderNormalization.IMAGE_NET),
    SAM_B(PublishedShapes.SAM_B, EncoderNormalization.IMAGE_NET),
    SAM_L(PublishedShapes.SAM_L, EncoderNormalization.IMAGE_NET),
    SAM_H(PublishedShapes.SAM_H, EncoderNormalization.IMAGE_NET);

    private final Optional<Published> published;

    /**
     * An encoder of which there are published weights.
     *
     * @param shape         of its network
     * @param normalization how it sees grey values
     */
    public record Published(EncoderShape shape, EncoderNormalization normalization) {}

    EncoderKind() {
        published = Optional.empty();
    }

    EncoderKind(EncoderShape shape, EncoderNormalization normalization) {
        published = Optional.of(new Published(shape, normalization));
    }

    /** The encoder of this name, such as {@code tiny}. */
    public static EncoderKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new SamdaException("Encoder '%s' is not known; expected one of %s."
                        .formatted(
                                name,
                                Arrays.stream(values())
                                        .map(EncoderKind::toString)
                                        .collect(Collectors.joining(", ")))));
    }

    /** Its network, if there are published weights of it. */
    public Optional<Published> published() {
        return published;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
