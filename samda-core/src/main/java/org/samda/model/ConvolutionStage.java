// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Scoped;

/** TinyViT's first stage: convolutions at a quarter of the image's size. */
final class ConvolutionStage extends Module {
    private final List<InvertedBottleneck> blocks = new ArrayList<>();
    private final PatchMerging downsample;

    ConvolutionStage(TinyVitConfig config) {
        Module list = register_module("blocks", new Module());
        for (int i = 0; i < config.depths().get(0); i++) {
            InvertedBottleneck block = new InvertedBottleneck(config.embedDims().get(0));
            blocks.add(list.register_module(Integer.toString(i), block));
        }
        downsample = register_module("downsample", PatchMerging.behind(config, 0));
    }

    /** Takes [N, embedDims[0], H, W], gives [N, embedDims[1], H / 2, W / 2]. */
    Tensor forward(Tensor features) {
        Tensor current = features;
        for (InvertedBottleneck block : blocks) {
            Tensor input = current;
            current = Scoped.result(() -> block.forward(input));
        }
        Tensor input = current;
        return Scoped.result(() -> downsample.forward(input));
    }

    List<InvertedBottleneck> blocks() {
        return List.copyOf(blocks);
    }

    PatchMerging downsample() {
        return downsample;
    }
}
