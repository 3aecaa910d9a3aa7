// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.encoder.EncoderImage;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.encoder.ResizedAxis;
import org.samda.torch.Scoped;
import org.samda.torch.Tensors;

/**
 * The patch as the encoder's authors prepare a whole image (PAPER row 1, paper): rounded to 8 bits, resized to the
 * encoder's own size with their rounding, normalised, padded.
 *
 * @param preprocessing theirs
 * @param height        height of the U-Net's patch in px
 * @param width         its width in px
 */
public record PublishedInput(EncoderPreprocessing preprocessing, int height, int width) implements EncoderInput {
    private static final double LARGEST_GREY = 255;

    /** Keeps whole numbers that rounding has made a little smaller from being cut off to the next. */
    private static final double ROUNDING = 1e-9;

    private static final long[] IMAGE_AXES = {1, 2, 3};

    @Override
    public int factor() {
        EncoderImage.Region place = place();
        return Math.max(1, Math.min(place.height() / height, place.width() / width));
    }

    @Override
    public int gridHeight() {
        return preprocessing.side() / GenericEncoder.STRIDE;
    }

    @Override
    public int gridWidth() {
        return gridHeight();
    }

    @Override
    public EncoderImage.Region shown() {
        EncoderImage.Region place = place();
        int top = place.top() / GenericEncoder.STRIDE;
        int left = place.left() / GenericEncoder.STRIDE;
        return new EncoderImage.Region(
                top, left, tokensTo(place.top() + place.height()) - top, tokensTo(place.left() + place.width()) - left);
    }

    /** Of original grey values from 0 to 255. */
    @Override
    public Tensor prepare(Tensor images, EncoderNormalization normalization) {
        EncoderImage.Region place = place();
        Tensor channels = normalization.channels(Scoped.result(() -> resized(images, place)));
        long right = (long) preprocessing.side() - place.left() - place.width();
        long bottom = (long) preprocessing.side() - place.top() - place.height();
        return constant_pad_nd(channels, place.left(), right, place.top(), bottom);
    }

    /** In float64, which autocast leaves alone and in which whole numbers stay whole; columns first, as Pillow does. */
    private Tensor resized(Tensor images, EncoderImage.Region place) {
        Tensor grey = images.to(ScalarType.Double)
                .round()
                .clamp_min(Tensors.scalar(0))
                .clamp_max(Tensors.scalar(LARGEST_GREY));
        Tensor columns =
                matrix(preprocessing.axis(width, place.width()), images).t();
        Tensor rows = matrix(preprocessing.axis(height, place.height()), images);
        Tensor resized = preprocessing.roundsEachAxis()
                ? rounded(rows.matmul(rounded(grey.matmul(columns))))
                : cutOff(rows.matmul(grey.matmul(columns)), grey);
        return resized.to(ScalarType.Float);
    }

    /** The nearest whole number, upwards from the middle, as Pillow has it. */
    private static Tensor rounded(Tensor values) {
        return values.add(Tensors.scalar(0.5)).floor();
    }

    /** Within the range of the image's values, without fractions. */
    private static Tensor cutOff(Tensor values, Tensor grey) {
        return values.maximum(grey.amin(IMAGE_AXES, true))
                .minimum(grey.amax(IMAGE_AXES, true))
                .add(Tensors.scalar(ROUNDING))
                .floor();
    }

    private static Tensor matrix(ResizedAxis axis, Tensor images) {
        return Tensors.of(axis.weights(), axis.newLength(), axis.length()).to(images.device(), ScalarType.Double);
    }

    @Override
    public String toString() {
        return "resized to %d px as published".formatted(preprocessing.side());
    }

    @Override
    public EncoderImage.Region place() {
        return preprocessing.place(height, width);
    }

    private static int tokensTo(int px) {
        return (px + GenericEncoder.STRIDE - 1) / GenericEncoder.STRIDE;
    }
}
