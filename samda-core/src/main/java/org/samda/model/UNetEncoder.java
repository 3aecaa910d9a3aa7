// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** The U-Net's contracting path, stages E1..En of the paper's figure. */
public final class UNetEncoder extends Module {
    private static final ExpertUNetConfig.Stride NONE = new ExpertUNetConfig.Stride(1, 1);

    private final ExpertUNetConfig config;
    private final List<ConvStage> stages = new ArrayList<>();

    /** Builds it with libtorch's own random weights; {@link ExpertUNet} draws better ones for its encoder. */
    public UNetEncoder(ExpertUNetConfig config) {
        this.config = config;
        Module list = register_module("stages", new Module());
        int channels = config.inputChannels();
        for (int s = 0; s < config.stages(); s++) {
            Module stage = list.register_module(Integer.toString(s), new Module());
            int outChannels = config.features().get(s);
            stages.add(stage.register_module(
                    "0",
                    new ConvStage(
                            channels,
                            outChannels,
                            config.kernels().get(s),
                            config.pooling().isPresent()
                                    ? NONE
                                    : config.strides().get(s))));
            channels = outChannels;
        }
    }

    /**
     * The output of every stage, E1 (full resolution) first; the last is the bottleneck.
     *
     * @param images float32 [N, inputChannels, H, W]; H and W are multiples of the total stride
     */
    public List<Tensor> forward(Tensor images) {
        List<Tensor> features = new ArrayList<>();
        Tensor last = images;
        for (int s = 0; s < stages.size(); s++) {
            last = stages.get(s).forward(pooled(last, config.strides().get(s)));
            features.add(last);
        }
        return features;
    }

    private Tensor pooled(Tensor features, ExpertUNetConfig.Stride stride) {
        return config.pooling().isEmpty() || stride.equals(NONE)
                ? features
                : max_pool2d(features, stride.y(), stride.x());
    }
}
