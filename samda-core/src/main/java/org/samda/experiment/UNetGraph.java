// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import org.samda.experiment.FusedGraph.Part;
import org.samda.model.ExpertUNetConfig;

/**
 * Parts of the U-Net ({@code ExpertUNet}), named as in the paper's figure.
 *
 * @param config its shape
 * @param patch  size of its input, a multiple of the total stride
 */
record UNetGraph(ExpertUNetConfig config, Grid patch) {

    /** E1 to En. */
    List<Part> encoder() {
        List<Part> parts = new ArrayList<>();
        int below = config.inputChannels();
        for (int stage = 0; stage < config.stages(); stage++) {
            int channels = config.features().get(stage);
            parts.add(part(
                    "E" + (stage + 1),
                    grid(stage).of(channels),
                    stage(below, channels, config.kernels().get(stage))));
            below = channels;
        }
        return parts;
    }

    /** The fused bottleneck, where there is one, Dn-1 to D1, and their heads. */
    List<Part> decoder() {
        List<Part> parts = new ArrayList<>();
        List<Part> heads = new ArrayList<>();
        int bottom = config.stages() - 1;
        int below = config.bottleneckChannels() + config.fusedChannels();
        if (config.fusedChannels() > 0) {
            parts.add(
                    part("E%d and projector".formatted(bottom + 1), grid(bottom).of(below), 0));
        }
        for (int level = bottom - 1; level >= 0; level--) {
            int channels = config.features().get(level);
            ExpertUNetConfig.Stride factor = config.strides().get(level + 1);
            long upsampling = ((long) below * factor.y() * factor.x() + 1) * channels;
            String name = "D" + (level + 1);
            parts.add(part(
                    name,
                    grid(level).of(channels),
                    upsampling + stage(2L * channels, channels, config.kernels().get(level))));
            heads.add(part(
                    "head of " + name,
                    grid(level).of(config.classes()),
                    LayerSizes.linear(channels, config.classes())));
            below = channels;
        }
        parts.addAll(heads);
        return parts;
    }

    private Grid grid(int stage) {
        Grid grid = patch;
        for (ExpertUNetConfig.Stride stride : config.strides().subList(0, stage + 1)) {
            grid = grid.shrunk(stride.y(), stride.x());
        }
        return grid;
    }

    private static long stage(long inChannels, long outChannels, ExpertUNetConfig.Kernel kernel) {
        long area = (long) kernel.y() * kernel.x();
        return LayerSizes.convBlock(inChannels, outChannels, area)
                + LayerSizes.convBlock(outChannels, outChannels, area);
    }

    private static Part part(String name, List<Integer> shape, long parameters) {
        return new Part(FusedGraph.EXPERT, name, shape, parameters);
    }
}
