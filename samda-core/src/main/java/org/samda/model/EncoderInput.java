// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.samda.encoder.EncoderImage;
import org.samda.encoder.EncoderPreprocessing;

/** How the U-Net's patch becomes the generic encoder's input: three channels, normalised, of whole tokens (PAPER row 1). */
public sealed interface EncoderInput permits PatchInput, PublishedInput {

    /**
     * The input for patches of this size.
     *
     * @param preprocessing by which they are resized; empty for their own pixel size
     * @param minSide       then smaller patches are enlarged, see {@link #of(int, int, int)}
     */
    static EncoderInput of(Optional<EncoderPreprocessing> preprocessing, int minSide, int height, int width) {
        return preprocessing.isPresent()
                ? new PublishedInput(preprocessing.get(), height, width)
                : of(height, width, minSide);
    }

    /**
     * The input for patches of this size at their own pixel size.
     *
     * @param minSide smallest side in px the encoder shall see; smaller patches are enlarged by a whole factor
     */
    static PatchInput of(int height, int width, int minSide) {
        return PatchInput.of(height, width, minSide);
    }

    /** Height of the U-Net's patch in px. */
    int height();

    /** Width of the U-Net's patch in px. */
    int width();

    /** How many px of the encoder's image show one px of the patch, rounded down, at least 1. */
    int factor();

    /** Where the patch lies in the encoder's image, in px. */
    EncoderImage.Region place();

    /** Rows of tokens that the encoder computes. */
    int gridHeight();

    /** Columns of tokens that the encoder computes. */
    int gridWidth();

    /** The tokens that show some of the patch; all others show padding. */
    EncoderImage.Region shown();

    /** Rows of a patch's embedding, without padding. */
    default int embeddingHeight() {
        return shown().height();
    }

    /** Columns of a patch's embedding, without padding. */
    default int embeddingWidth() {
        return shown().width();
    }

    /**
     * @param images float32 [N, 1, height, width], grey values as the normalisation takes them, not augmented in intensity
     * @return float32 [N, 3, 16 gridHeight, 16 gridWidth]
     */
    Tensor prepare(Tensor images, EncoderNormalization normalization);

    /**
     * Takes away the tokens that show padding (PAPER row 2).
     *
     * @param embedding [N, C, gridHeight, gridWidth]
     * @return [N, C, h, w], the size of {@link #shown}
     */
    default Tensor cropped(Tensor embedding) {
        EncoderImage.Region shown = shown();
        boolean all = shown.height() == gridHeight() && shown.width() == gridWidth();
        return all
                ? embedding
                : embedding.narrow(2, shown.top(), shown.height()).narrow(3, shown.left(), shown.width());
    }
}
