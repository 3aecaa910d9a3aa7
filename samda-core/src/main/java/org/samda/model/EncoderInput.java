// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import org.bytedeco.pytorch.Tensor;

/**
 * How the U-Net's patch becomes the generic encoder's input (PAPER row 1): three channels, normalised, enlarged where the
 * patch is small, padded to whole tokens.
 *
 * @param height height of the U-Net's patch in px
 * @param width  its width in px
 * @param factor whole number by which both sides are enlarged
 */
public record EncoderInput(int height, int width, int factor) {

    public EncoderInput {
        if (height < 1 || width < 1 || factor < 1) {
            throw new IllegalArgumentException("encoder input: height, width and factor must be at least 1, got "
                    + height + ", " + width + ", " + factor);
        }
    }

    /**
     * The input for patches of this size.
     *
     * @param minSide smallest side in px the encoder shall see; smaller patches are enlarged
     */
    public static EncoderInput of(int height, int width, int minSide) {
        return new EncoderInput(height, width, enlargement(height, width, minSide));
    }

    /** The whole factor by which a patch of this size is enlarged: 1 unless its smaller side is below minSide. */
    public static int enlargement(int height, int width, int minSide) {
        return Math.max(1, ceilDivide(minSide, Math.min(height, width)));
    }

    /** Rows of the embedding. The padding is less than one token, so that all of them show some of the patch. */
    public int gridHeight() {
        return ceilDivide(height * factor, GenericEncoder.STRIDE);
    }

    /** Columns of the embedding. */
    public int gridWidth() {
        return ceilDivide(width * factor, GenericEncoder.STRIDE);
    }

    /**
     * @param images float32 [N, 1, height, width], grey values as the normalisation takes them, not augmented in intensity
     * @return float32 [N, 3, 16 gridHeight, 16 gridWidth], enlarged bilinearly, zeros at the right and the bottom
     */
    public Tensor prepare(Tensor images, EncoderNormalization normalization) {
        long[] size = {(long) height * factor, (long) width * factor};
        Tensor channels = normalization.channels(images);
        Tensor enlarged = factor == 1 ? channels : upsample_bilinear2d(channels, size, false);
        long right = (long) gridWidth() * GenericEncoder.STRIDE - size[1];
        long bottom = (long) gridHeight() * GenericEncoder.STRIDE - size[0];
        return constant_pad_nd(enlarged, 0, right, 0, bottom);
    }

    private static int ceilDivide(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}
