// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Scoped;

/** One of TinyViT's later stages: attention in windows. */
final class AttentionStage extends Module {
    private final List<TinyVitBlock> blocks = new ArrayList<>();
    private final Optional<PatchMerging> downsample;

    AttentionStage(TinyVitConfig config, int stage) {
        Module list = register_module("blocks", new Module());
        for (int i = 0; i < config.depths().get(stage); i++) {
            TinyVitBlock block = new TinyVitBlock(
                    config.embedDims().get(stage),
                    config.heads().get(stage),
                    config.windowSizes().get(stage));
            blocks.add(list.register_module(Integer.toString(i), block));
        }
        downsample = stage + 1 == TinyVitConfig.STAGES
                ? Optional.empty()
                : Optional.of(register_module("downsample", PatchMerging.behind(config, stage)));
    }

    /** Takes and gives [N, C, H, W]. */
    Tensor forward(Tensor features) {
        Tensor current = features;
        for (TinyVitBlock block : blocks) {
            Tensor input = current;
            current = Scoped.result(() -> block.forward(input));
        }
        Tensor input = current;
        return downsample.map(d -> Scoped.result(() -> d.forward(input))).orElse(input);
    }

    List<TinyVitBlock> blocks() {
        return List.copyOf(blocks);
    }

    Optional<PatchMerging> downsample() {
        return downsample;
    }
}
