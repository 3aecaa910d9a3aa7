// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** Turns the last tokens into the embedding: 1x1 and 3x3 convolution, each with a normalisation over channels. */
final class Neck extends Module {
    private final Conv2dImpl reduce;
    private final LayerNorm firstNorm;
    private final Conv2dImpl smooth;
    private final LayerNorm secondNorm;

    Neck(int embedDim, int outChannels) {
        reduce = register_module("0", Layers.conv1x1WithoutBias(embedDim, outChannels));
        firstNorm = register_module("1", new LayerNorm(outChannels));
        smooth = register_module("2", Layers.conv3x3WithoutBias(outChannels, outChannels));
        secondNorm = register_module("3", new LayerNorm(outChannels));
    }

    /**
     * @param tokens [N, h, w, embedDim]
     * @return [N, outChannels, h, w]
     */
    Tensor forward(Tensor tokens) {
        Tensor reduced = perPixel(firstNorm, reduce.forward(tokens.permute(0, 3, 1, 2)));
        return perPixel(secondNorm, smooth.forward(reduced));
    }

    /** Normalises each pixel of [N, C, h, w] over its channels. */
    private static Tensor perPixel(LayerNorm norm, Tensor features) {
        return norm.forward(features.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).contiguous();
    }
}
