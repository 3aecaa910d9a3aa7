// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Optional;
import org.samda.encoder.EncoderPreprocessing;

/**
 * Shape of a {@link SamdaModel}.
 *
 * @param expert  the U-Net; its {@code fusedChannels} are the projector's output channels, or 0 without a generic part
 * @param generic the SAM-based module; empty for the plain U-Net
 */
public record SamdaModelConfig(ExpertUNetConfig expert, Optional<GenericConfig> generic) {

    /**
     * Shape of the SAM-based adaptation module.
     *
     * @param encoder       the image encoder
     * @param preprocessing PAPER row 1: how patches are resized for the encoder, as its authors resize images; empty for
     *                      patches at their own pixel size
     * @param minSide       smallest side in px the encoder shall see at the patch's own pixel size; smaller patches are
     *                      enlarged for it
     * @param normalization how patches become its input
     * @param projector     takes the encoder's output
     * @param lora          low-rank adaptation of the encoder, while it is trained
     */
    public record GenericConfig(
            EncoderShape encoder,
            Optional<EncoderPreprocessing> preprocessing,
            int minSide,
            EncoderNormalization normalization,
            ProjectorConfig projector,
            Optional<LoraConfig> lora) {

        public GenericConfig {
            if (minSide < 1) {
                throw new IllegalArgumentException("generic.minSide must be at least 1, got " + minSide);
            }
            if (encoder.outChannels() != projector.samChannels()) {
                throw new IllegalArgumentException(
                        "generic.projector.samChannels must be generic.encoder.outChannels = " + encoder.outChannels()
                                + ", got " + projector.samChannels());
            }
            if (preprocessing.isPresent() && !normalization.takesOriginalGrey()) {
                throw new IllegalArgumentException(
                        "generic.preprocessing needs a normalization of original grey values, got " + normalization);
            }
        }

        /** For patches at their own pixel size. */
        public GenericConfig(
                EncoderShape encoder,
                int minSide,
                EncoderNormalization normalization,
                ProjectorConfig projector,
                Optional<LoraConfig> lora) {
            this(encoder, Optional.empty(), minSide, normalization, projector, lora);
        }

        /** How patches of this size become the encoder's input. */
        public EncoderInput input(int height, int width) {
            return EncoderInput.of(preprocessing, minSide, height, width);
        }
    }

    public SamdaModelConfig {
        int fused = generic.map(g -> g.projector().outChannels()).orElse(0);
        if (expert.fusedChannels() != fused) {
            throw new IllegalArgumentException("expert.fusedChannels must be the projector's output channels = " + fused
                    + ", got " + expert.fusedChannels());
        }
        if (generic.isPresent() && expert.inputChannels() != 1) {
            throw new IllegalArgumentException(
                    "expert.inputChannels must be 1 with a generic part, got " + expert.inputChannels());
        }
    }

    /** The same with other low-rank adaptation of the generic encoder, which must be there; or without. */
    public SamdaModelConfig withLora(Optional<LoraConfig> lora) {
        return new SamdaModelConfig(
                expert,
                generic.map(g -> new GenericConfig(
                        g.encoder(), g.preprocessing(), g.minSide(), g.normalization(), g.projector(), lora)));
    }

    /** Whether the generic encoder takes original grey values from 0 to 255; false without one. */
    public boolean takesOriginalGrey() {
        return generic.map(g -> g.normalization().takesOriginalGrey()).orElse(false);
    }

    /** The U-Net alone. */
    public static SamdaModelConfig plain(ExpertUNetConfig expert) {
        return new SamdaModelConfig(expert.fusing(0), Optional.empty());
    }

    /** The U-Net whose decoder takes the generic part's features too. */
    public static SamdaModelConfig fused(ExpertUNetConfig expert, GenericConfig generic) {
        return new SamdaModelConfig(expert.fusing(generic.projector().outChannels()), Optional.of(generic));
    }
}
