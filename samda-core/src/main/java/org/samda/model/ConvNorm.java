// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** A convolution without bias and a batch normalisation. */
final class ConvNorm extends Module {
    private final Conv2dImpl conv;
    private final BatchNorm norm;

    private ConvNorm(int outChannels, Conv2dImpl convolution) {
        conv = register_module("c", convolution);
        norm = register_module("bn", new BatchNorm(outChannels));
    }

    /** Mixes the channels of each pixel. */
    static ConvNorm pointwise(int inChannels, int outChannels) {
        return new ConvNorm(outChannels, Layers.conv1x1WithoutBias(inChannels, outChannels));
    }

    /** Mixes channels and 3 x 3 pixels. */
    static ConvNorm spatial(int inChannels, int outChannels, int stride) {
        return new ConvNorm(outChannels, Layers.convWithoutBias(inChannels, outChannels, 3, stride, 1));
    }

    /** Mixes 3 x 3 pixels of each channel. */
    static ConvNorm depthwise(int channels, int stride) {
        return new ConvNorm(channels, Layers.convWithoutBias(channels, channels, 3, stride, channels));
    }

    Tensor forward(Tensor features) {
        return norm.forward(conv.forward(features));
    }
}
