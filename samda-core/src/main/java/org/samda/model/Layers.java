// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dOptions;

/** Makes libtorch's layers and frees their option objects. */
final class Layers {

    private Layers() {}

    /** A 3x3 convolution with bias and padding 1. */
    static Conv2dImpl conv3x3(int inChannels, int outChannels, ExpertUNetConfig.Stride stride) {
        return conv(inChannels, outChannels, pair(3, 3), pair(stride.y(), stride.x()), pair(1, 1));
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
