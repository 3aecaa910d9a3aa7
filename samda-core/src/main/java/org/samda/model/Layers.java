// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;

/** Makes libtorch's layers and frees their option objects. */
final class Layers {

    private Layers() {}

    /** A convolution with bias, padded so that stride 1 keeps the grid. */
    static Conv2dImpl padded(
            int inChannels, int outChannels, ExpertUNetConfig.Kernel kernel, ExpertUNetConfig.Stride stride) {
        return conv(
                inChannels,
                outChannels,
                pair(kernel.y(), kernel.x()),
                pair(stride.y(), stride.x()),
                pair(kernel.y() / 2, kernel.x() / 2));
    }

    /** A 3x3 convolution with padding 1 and stride 1, without bias. */
    static Conv2dImpl conv3x3WithoutBias(int inChannels, int outChannels) {
        return convWithoutBias(inChannels, outChannels, 3, 1, 1);
    }

    /** A 1x1 convolution without bias. */
    static Conv2dImpl conv1x1WithoutBias(int inChannels, int outChannels) {
        return convWithoutBias(inChannels, outChannels, 1, 1, 1);
    }

    /** A convolution with bias that makes one pixel of every square patch of this side. */
    static Conv2dImpl patches(int inChannels, int outChannels, int side) {
        return conv(inChannels, outChannels, pair(side, side), pair(side, side), pair(0, 0));
    }

    /** A linear map of the last dimension, with bias. */
    static LinearImpl linear(int inFeatures, int outFeatures) {
        return new LinearImpl(inFeatures, outFeatures);
    }

    /** A 1x1 convolution with bias. */
    static Conv2dImpl conv1x1(int inChannels, int outChannels) {
        return conv(inChannels, outChannels, pair(1, 1), pair(1, 1), pair(0, 0));
    }

    /** A transposed convolution whose kernel equals its stride, with bias: it multiplies the grid by the stride. */
    static ConvTranspose2dImpl upsampling(int inChannels, int outChannels, ExpertUNetConfig.Stride factor) {
        try (LongPointer kernel = pair(factor.y(), factor.x());
                LongPointer stride = pair(factor.y(), factor.x());
                ConvTranspose2dOptions options = new ConvTranspose2dOptions(inChannels, outChannels, kernel)) {
            options.stride().put(stride);
            return new ConvTranspose2dImpl(options);
        }
    }

    /** A linear map of the last dimension, without bias. */
    static LinearImpl linearWithoutBias(int inFeatures, int outFeatures) {
        try (LinearOptions options = new LinearOptions(inFeatures, outFeatures)) {
            options.bias().put(false);
            return new LinearImpl(options);
        }
    }

    /** A 3x3 convolution without bias that halves the grid, rounding up. */
    static Conv2dImpl halving(int channels) {
        return convWithoutBias(channels, channels, 3, 2, 1);
    }

    /** A transposed 4x4 convolution without bias that doubles the grid. */
    static ConvTranspose2dImpl doubling(int channels) {
        try (LongPointer kernel = pair(4, 4);
                LongPointer stride = pair(2, 2);
                LongPointer padding = pair(1, 1);
                ConvTranspose2dOptions options = new ConvTranspose2dOptions(channels, channels, kernel)) {
            options.stride().put(stride);
            options.padding().put(padding);
            options.bias().put(false);
            return new ConvTranspose2dImpl(options);
        }
    }

    /** A square convolution without bias, padded so that stride 1 keeps the grid. */
    static Conv2dImpl convWithoutBias(int inChannels, int outChannels, int side, int step, int groups) {
        try (LongPointer kernel = pair(side, side);
                LongPointer stride = pair(step, step);
                LongPointer padding = pair(side / 2, side / 2);
                Conv2dOptions options = new Conv2dOptions(inChannels, outChannels, kernel)) {
            options.stride().put(stride);
            options.padding().put(padding);
            options.groups().put(groups);
            options.bias().put(false);
            return new Conv2dImpl(options);
        }
    }

    /** Takes and frees the pointers. */
    private static Conv2dImpl conv(
            int inChannels, int outChannels, LongPointer kernel, LongPointer stride, LongPointer padding) {
        try (kernel;
                stride;
                padding;
                Conv2dOptions options = new Conv2dOptions(inChannels, outChannels, kernel)) {
            options.stride().put(stride);
            options.padding().put(padding);
            return new Conv2dImpl(options);
        }
    }

    /** Two values: {@code new LongPointer(1)} would mean "size 1". */
    private static LongPointer pair(long y, long x) {
        return new LongPointer(y, x);
    }
}
