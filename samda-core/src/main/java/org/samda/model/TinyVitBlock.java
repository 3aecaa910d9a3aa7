// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** Attention in windows, a convolution of each channel for itself, and a perceptron. */
final class TinyVitBlock extends Module {
    private static final int MLP_RATIO = 4;

    private final int windowSize;
    private final WindowAttention attn;
    private final ConvNorm localConv;
    private final NormedPerceptron mlp;

    TinyVitBlock(int channels, int heads, int windowSize) {
        this.windowSize = windowSize;
        attn = register_module("attn", new WindowAttention(channels, heads, windowSize));
        localConv = register_module("local_conv", ConvNorm.depthwise(channels, 1));
        mlp = register_module("mlp", new NormedPerceptron(channels, channels * MLP_RATIO));
    }

    /** Takes and gives [N, channels, H, W]. */
    Tensor forward(Tensor features) {
        Tensor grid = features.permute(0, 2, 3, 1);
        Windows windows = new Windows(grid.size(1), grid.size(2), windowSize);
        Tensor attended = grid.add(windows.join(attn.forward(windows.split(grid))));
        Tensor local = localConv.forward(attended.permute(0, 3, 1, 2)).permute(0, 2, 3, 1);
        return local.add(mlp.forward(local)).permute(0, 3, 1, 2);
    }
}
