// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.gelu;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** What stands between two stages of TinyViT: more channels, and a grid that is smaller by the stride. */
final class PatchMerging extends Module {
    private final ConvNorm widen;
    private final ConvNorm shrink;
    private final ConvNorm mix;

    PatchMerging(int inChannels, int outChannels, int stride) {
        widen = register_module("conv1", ConvNorm.pointwise(inChannels, outChannels));
        shrink = register_module("conv2", ConvNorm.depthwise(outChannels, stride));
        mix = register_module("conv3", ConvNorm.pointwise(outChannels, outChannels));
    }

    /** The one behind this stage. The last keeps the grid, so that all in all a token stands for 16 x 16 pixels. */
    static PatchMerging behind(TinyVitConfig config, int stage) {
        return new PatchMerging(
                config.embedDims().get(stage),
                config.embedDims().get(stage + 1),
                stage + 2 == TinyVitConfig.STAGES ? 1 : 2);
    }

    /** Takes and gives [N, C, H, W]. */
    Tensor forward(Tensor features) {
        return mix.forward(gelu(shrink.forward(gelu(widen.forward(features)))));
    }
}
