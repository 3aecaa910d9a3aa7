// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import org.bytedeco.pytorch.Tensor;
import org.samda.encoder.EncoderImage;

/**
 * The patch at its own pixel size (PAPER row 1, robust): enlarged where it is small, padded to whole tokens.
 *
 * @param height height of the U-Net's patch in px
 * @param width  its width in px
 * @param factor whole number by which both sides are enlarged
 */
public record PatchInput(int height, int width, int factor) implements EncoderInput {

    public PatchInput {
        if (height < 1 || width < 1 || factor < 1) {
            throw new IllegalArgumentException("encoder input: height, width and factor must be at least 1, got "
                    + height + ", " + width + ", " + factor);
        }
    }

    /** 1 unless the patch's smaller side is below minSide. */
    static PatchInput of(int height, int width, int minSide) {
        return new PatchInput(height, width, Math.max(1, ceilDivide(minSide, Math.min(height, width))));
    }

    @Override
    public int gridHeight() {
        return ceilDivide(height * factor, GenericEncoder.STRIDE);
    }

    @Override
    public int gridWidth() {
        return ceilDivide(width * factor, GenericEncoder.STRIDE);
    }

    @Override
    public EncoderImage.Region place() {
        return new EncoderImage.Region(0, 0, height * factor, width * factor);
    }

    /** All: the padding is less than one token. */
    @Override
    public EncoderImage.Region shown() {
        return new EncoderImage.Region(0, 0, gridHeight(), gridWidth());
    }

    /** Enlarged bilinearly, zeros at the right and the bottom. */
    @Override
    public Tensor prepare(Tensor images, EncoderNormalization normalization) {
        long[] size = {(long) height * factor, (long) width * factor};
        Tensor channels = normalization.channels(images);
        Tensor enlarged = factor == 1 ? channels : upsample_bilinear2d(channels, size, false);
        long right = (long) gridWidth() * GenericEncoder.STRIDE - size[1];
        long bottom = (long) gridHeight() * GenericEncoder.STRIDE - size[0];
        return constant_pad_nd(enlarged, 0, right, 0, bottom);
    }

    @Override
    public String toString() {
        return factor == 1 ? "at the patch's size" : "enlarged %d times".formatted(factor);
    }

    private static int ceilDivide(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}
