// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.model.EncoderNormalization;
import org.samda.model.EncoderShape;
import org.samda.model.LoraConfig;
import org.samda.model.PublishedShapes;
import org.samda.training.EncoderTraining;

/** Generic encoders by the names users type. */
public enum EncoderKind {
    /** No generic encoder: the plain U-Net, the paper's baseline. */
    NONE,
    /** A small vision transformer without published weights, trained in step 1. */
    TINY,
    MOBILE_SAM,
    MED_SAM,
    SAM_MED2D,
    SAM_B,
    SAM_L,
    SAM_H;

    /**
     * An encoder of which there are published weights.
     *
     * @param shape         of its network
     * @param normalization how it sees the grey values of a patch at the patch's own pixel size
     * @param preprocessing how its authors prepare an image
     */
    public record Published(
            EncoderShape shape, EncoderNormalization normalization, EncoderPreprocessing preprocessing) {}

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
        return switch (this) {
            case NONE, TINY -> Optional.empty();
            case MOBILE_SAM -> sam(PublishedShapes.MOBILE_SAM);
            case SAM_B -> sam(PublishedShapes.SAM_B);
            case SAM_L -> sam(PublishedShapes.SAM_L);
            case SAM_H -> sam(PublishedShapes.SAM_H);
            case MED_SAM ->
                Optional.of(new Published(
                        PublishedShapes.MED_SAM, EncoderNormalization.MIN_MAX, EncoderPreprocessing.MED_SAM));
            case SAM_MED2D ->
                Optional.of(new Published(
                        PublishedShapes.SAM_MED2D, EncoderNormalization.IMAGE_NET, EncoderPreprocessing.SAM_MED2D));
        };
    }

    /** What of it is trained, and when. */
    EncoderTraining training(RunConfig config) {
        return published().isEmpty() && config.isFromScratch()
                ? EncoderTraining.ON_SHOTS
                : training(config.settings().encoder());
    }

    /** The same for a run that begins with step 1. */
    public EncoderTraining training(EncoderTuning tuning) {
        if (published().isEmpty()) {
            return EncoderTraining.FROM_SCRATCH;
        }
        return switch (tuning.tuning()) {
            case FROZEN -> EncoderTraining.FROZEN;
            case LORA -> EncoderTraining.LORA;
            case FULL -> EncoderTraining.FULL;
        };
    }

    /** Its low-rank adaptation under these settings; empty where there is none. */
    Optional<LoraConfig> lora(Settings settings) {
        return published().flatMap(published -> settings.encoder().lora(published.shape()));
    }

    private static Optional<Published> sam(EncoderShape shape) {
        return Optional.of(new Published(shape, EncoderNormalization.IMAGE_NET, EncoderPreprocessing.SAM));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
