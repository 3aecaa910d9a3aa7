// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shape of an {@link ExpertUNet}.
 *
 * @param inputChannels channels of the image, 1 for electron microscopy
 * @param classes       classes including background, at least 2
 * @param features      channels of each encoder stage, highest resolution first, at least 2 stages
 * @param strides       how much each stage shrinks the grid; the first is 1, 1
 * @param kernels       sides of each stage's convolution kernels; also those of the decoder's stage of that resolution
 * @param pooling       PAPER row 4: what shrinks the grid; empty for the strides of each stage's first convolution
 * @param fusedChannels channels that are concatenated to the last encoder stage's output before the decoder: the
 *                      projector's, or 0 for the plain U-Net
 */
public record ExpertUNetConfig(
        int inputChannels,
        int classes,
        List<Integer> features,
        List<Stride> strides,
        List<Kernel> kernels,
        Optional<Pooling> pooling,
        int fusedChannels) {

    /** What shrinks the grid before a stage whose convolutions then have no stride. */
    public enum Pooling {
        /** The largest value of each area of stride y x stride x. */
        MAX
    }

    /**
     * How much a stage shrinks the grid.
     *
     * @param y factor along y, 1 or 2
     * @param x factor along x, 1 or 2
     */
    public record Stride(int y, int x) {

        public Stride {
            if (y < 1 || x < 1) {
                throw new IllegalArgumentException("expert: strides must be at least 1, got " + y + " x " + x);
            }
        }
    }

    /**
     * How far a convolution looks: 3 x 3 but where pixels are much longer than wide.
     *
     * @param y 1 or 3
     * @param x 1 or 3
     */
    public record Kernel(int y, int x) {
        /** The common one. */
        public static final Kernel SQUARE = new Kernel(3, 3);

        public Kernel {
            if ((y != 1 && y != 3) || (x != 1 && x != 3)) {
                throw new IllegalArgumentException("expert: kernels must have sides of 1 or 3, got " + y + " x " + x);
            }
        }

        /** Number of its weights for one pair of channels. */
        public int area() {
            return y * x;
        }
    }

    public ExpertUNetConfig {
        if (inputChannels < 1 || classes < 2 || fusedChannels < 0) {
            throw new IllegalArgumentException(
                    "expert: inputChannels must be at least 1, classes at least 2, fusedChannels" + " at least 0, got "
                            + inputChannels + ", " + classes + ", " + fusedChannels);
        }
        if (features.size() < 2 || features.size() != strides.size() || features.size() != kernels.size()) {
            throw new IllegalArgumentException(
                    "expert: features, strides and kernels must name the same stages, at least 2, got " + features
                            + ", " + strides + " and " + kernels);
        }
        if (features.stream().anyMatch(channels -> channels < 1)) {
            throw new IllegalArgumentException("expert: features must be at least 1, got " + features);
        }
        features = List.copyOf(features);
        strides = List.copyOf(strides);
        kernels = List.copyOf(kernels);
    }

    /** With strided convolutions and kernels of 3 x 3 everywhere. */
    public ExpertUNetConfig(
            int inputChannels, int classes, List<Integer> features, List<Stride> strides, int fusedChannels) {
        this(
                inputChannels,
                classes,
                features,
                strides,
                Collections.nCopies(features.size(), Kernel.SQUARE),
                Optional.empty(),
                fusedChannels);
    }

    /** A U-Net that halves the grid at every stage but the first; channels double up to a maximum. */
    public static ExpertUNetConfig halving(int classes, int stages, int baseFeatures, int maxFeatures) {
        List<Integer> features = java.util.stream.IntStream.range(0, stages)
                .mapToObj(s -> (int) Math.min(maxFeatures, (long) baseFeatures << s))
                .toList();
        List<Stride> strides = java.util.stream.IntStream.range(0, stages)
                .mapToObj(s -> s == 0 ? new Stride(1, 1) : new Stride(2, 2))
                .toList();
        return new ExpertUNetConfig(1, classes, features, strides, 0);
    }

    /** The same U-Net with a decoder that takes this many more channels at its start. */
    public ExpertUNetConfig fusing(int channels) {
        return new ExpertUNetConfig(inputChannels, classes, features, strides, kernels, pooling, channels);
    }

    /** The same U-Net whose grid is shrunk in this way. */
    public ExpertUNetConfig pooling(Optional<Pooling> other) {
        return new ExpertUNetConfig(inputChannels, classes, features, strides, kernels, other, fusedChannels);
    }

    public int stages() {
        return features.size();
    }

    /** Pixels of the image along one axis that make one pixel of the last encoder stage (y, x). */
    public Stride totalStride() {
        return new Stride(
                strides.stream().mapToInt(Stride::y).reduce(1, (a, b) -> a * b),
                strides.stream().mapToInt(Stride::x).reduce(1, (a, b) -> a * b));
    }

    /** Channels of the last encoder stage (the paper's E8). */
    public int bottleneckChannels() {
        return features.get(stages() - 1);
    }
}
