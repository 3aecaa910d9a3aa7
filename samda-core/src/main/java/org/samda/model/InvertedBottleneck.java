// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.gelu;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** A residual block of TinyViT's first stage (MBConv): wide in the middle, activated after the addition. */
final class InvertedBottleneck extends Module {
    private static final int EXPANSION = 4;

    private final ConvNorm widen;
    private final ConvNorm filter;
    private final ConvNorm narrow;

    InvertedBottleneck(int channels) {
        int hidden = channels * EXPANSION;
        widen = register_module("conv1", ConvNorm.pointwise(channels, hidden));
        filter = register_module("conv2", ConvNorm.depthwise(hidden, 1));
        narrow = register_module("conv3", ConvNorm.pointwise(hidden, channels));
    }

    /** Takes and gives [N, channels, H, W]. */
    Tensor forward(Tensor features) {
        Tensor wide = gelu(filter.forward(gelu(widen.forward(features))));
        return gelu(narrow.forward(wide).add(features));
    }
}
