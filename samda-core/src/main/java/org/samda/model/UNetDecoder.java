// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.cat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.samda.torch.Scoped;

/**
 * The U-Net's expanding path, stages Dn-1..D1 of the paper's figure, with a segmentation head on each.
 *
 * <p>Official order: index 0 is the lowest resolution.
 */
final class UNetDecoder extends Module {
    private final List<Upsampling> upsamplings = new ArrayList<>();
    private final List<ConvStage> stages = new ArrayList<>();
    private final List<Conv2dImpl> heads = new ArrayList<>();

    UNetDecoder(ExpertUNetConfig config) {
        Module stageList = register_module("stages", new Module());
        Module upsamplingList = register_module("transpconvs", new Module());
        Module headList = register_module("seg_layers", new Module());
        int below = config.bottleneckChannels() + config.fusedChannels();
        for (int d = 0; d < config.stages() - 1; d++) {
            String name = Integer.toString(d);
            int level = config.stages() - 2 - d;
            int skip = config.features().get(level);
            ExpertUNetConfig.Stride stride = config.strides().get(level + 1);
            upsamplings.add(new Upsampling(
                    upsamplingList.register_module(name, Layers.upsampling(below, skip, stride)), stride));
            ExpertUNetConfig.Kernel kernel = config.kernels().get(level);
            stages.add(stageList.register_module(
                    name, new ConvStage(2 * skip, skip, kernel, new ExpertUNetConfig.Stride(1, 1))));
            heads.add(headList.register_module(name, Layers.conv1x1(skip, config.classes())));
            below = skip;
        }
    }

    /**
     * @param skips      outputs of the encoder, E1 first; the last is not read here
     * @param bottleneck the last stage's output, with the projector's channels behind it where there are any
     * @param resolutions number of heads to evaluate, counted from full resolution; the rest is skipped
     * @return raw class scores, full resolution first, each float [N, classes, H / 2^i, W / 2^i]
     */
    List<Tensor> forward(List<Tensor> skips, Tensor bottleneck, int resolutions) {
        List<Tensor> logits = new ArrayList<>();
        Tensor below = bottleneck;
        for (int d = 0; d < stages.size(); d++) {
            below = stage(d, below, skips.get(skips.size() - 2 - d));
            if (stages.size() - d <= resolutions) {
                logits.add(0, heads.get(d).forward(below));
            }
        }
        return logits;
    }

    private Tensor stage(int d, Tensor below, Tensor skip) {
        return Scoped.result(() ->
                stages.get(d).forward(cat(new TensorVector(upsamplings.get(d).of(below), skip), 1)));
    }
}
