// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import org.samda.experiment.FusedGraph.Part;
import org.samda.model.GenericEncoder;
import org.samda.model.SamEncoderConfig;

/**
 * Parts of a vision transformer of the SAM family ({@code SamEncoder}); blocks are counted as in its weights' names.
 *
 * @param config its shape
 * @param tokens grid of its tokens
 */
record SamGraph(SamEncoderConfig config, Grid tokens) {
    private static final long PATCH = 3L * GenericEncoder.STRIDE * GenericEncoder.STRIDE;

    /** Weights of one channel of the 4x4 convolution by which an adapter enlarges. */
    private static final long ENLARGING = 16;

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        long positions = (long) config.pretrainedGrid() * config.pretrainedGrid() * config.embedDim();
        parts.add(part(
                "patch embedding, positions",
                config.embedDim(),
                LayerSizes.linear(PATCH, config.embedDim()) + positions));
        for (int i = 0; i < config.depth(); i++) {
            parts.add(block(i));
        }
        parts.add(part("neck", config.outChannels(), LayerSizes.neck(config.embedDim(), config.outChannels())));
        return parts;
    }

    private Part block(int i) {
        boolean global = config.globalBlocks().contains(i);
        String attention = global ? "global attention" : "windows of %1$d x %1$d".formatted(config.windowSize());
        String adapter = config.adapterGate().isPresent() ? ", adapter" : "";
        long table = 2L * (global ? config.pretrainedGrid() : config.windowSize()) - 1;
        long dim = config.embedDim();
        long parameters = 2 * LayerSizes.norm(dim)
                + LayerSizes.attention(dim)
                + 2 * table * (dim / config.heads())
                + LayerSizes.perceptron(dim, dim * config.mlpRatio())
                + config.adapterGate().map(gate -> adapter(dim, dim / gate)).orElse(0L);
        return part("block %d: %s%s".formatted(i, attention, adapter), config.embedDim(), parameters);
    }

    private static long adapter(long channels, long gateChannels) {
        return LayerSizes.norm(channels)
                + 2 * channels * gateChannels
                + (LayerSizes.SPATIAL + ENLARGING) * channels * channels;
    }

    private Part part(String name, int channels, long parameters) {
        return new Part(FusedGraph.SAM, name, tokens.of(channels), parameters);
    }
}
