// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.leaky_relu_;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Scoped;

/** Convolution (3x3 as a rule), instance normalisation, LeakyReLU(0.01): the unit of nnU-Net's networks. */
final class ConvBlock extends Module {
    static final double SLOPE = 0.01;

    private final Convolution conv;
    private final InstanceNorm norm;
    private final Scalar slope = new Scalar(SLOPE);

    ConvBlock(int inChannels, int outChannels, ExpertUNetConfig.Kernel kernel, ExpertUNetConfig.Stride stride) {
        Conv2dImpl layer = register_module("conv", Layers.padded(inChannels, outChannels, kernel, stride));
        conv = new Convolution(layer, kernel, stride);
        norm = register_module("norm", new InstanceNorm(outChannels));
    }

    Tensor forward(Tensor features) {
        return Scoped.result(() -> {
            Tensor normalised = norm.forward(conv.of(features));
            // What the function itself returns owns nothing: it would dangle as soon as its argument is collected.
            leaky_relu_(normalised, slope);
            return normalised;
        });
    }
}
