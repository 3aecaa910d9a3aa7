// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** Two {@link ConvBlock}s, the first with the stage's stride (official name: {@code convs.0}, {@code convs.1}). */
final class ConvStage extends Module {
    private final ConvBlock first;
    private final ConvBlock second;

    ConvStage(int inChannels, int outChannels, ExpertUNetConfig.Kernel kernel, ExpertUNetConfig.Stride stride) {
        Module convs = register_module("convs", new Module());
        first = convs.register_module("0", new ConvBlock(inChannels, outChannels, kernel, stride));
        second = convs.register_module(
                "1", new ConvBlock(outChannels, outChannels, kernel, new ExpertUNetConfig.Stride(1, 1)));
    }

    Tensor forward(Tensor features) {
        return second.forward(first.forward(features));
    }
}
