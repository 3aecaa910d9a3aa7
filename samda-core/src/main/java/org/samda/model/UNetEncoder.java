// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** The U-Net's contracting path, stages E1..En of the paper's figure. */
public final class UNetEncoder extends Module {
    private final List<ConvStage> stages = new ArrayList<>();

    /** Builds it with libtorch's own random weights; {@link ExpertUNet} draws better ones for its encoder. */
    public UNetEncoder(ExpertUNetConfig config) {
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
                            config.strides().get(s))));
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
        for (ConvStage stage : stages) {
            last = stage.forward(last);
            features.add(last);
        }
        return features;
    }
}
