// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import org.samda.experiment.FusedGraph.Part;
import org.samda.model.TinyVitConfig;

/**
 * Parts of MobileSAM's image encoder ({@code TinyVit}); stages and blocks are counted as in its weights' names.
 *
 * @param config its shape
 * @param image  size of its input, whole tokens
 */
record TinyVitGraph(TinyVitConfig config, Grid image) {
    /** How much wider a block is in its middle. */
    private static final long EXPANSION = 4;

    private static final int PATCH = 4;

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int last = config.embedDims().size() - 1;
        Grid grid = image.shrunk(PATCH, PATCH);
        parts.add(part("patch embedding", grid.of(channels(0)), patchEmbedding(channels(0))));
        for (int stage = 0; stage <= last; stage++) {
            for (int i = 0; i < config.depths().get(stage); i++) {
                parts.add(block(stage, i, grid));
            }
            if (stage < last) {
                // The last merging keeps the grid.
                int stride = stage + 1 == last ? 1 : 2;
                grid = grid.shrunk(stride, stride);
                parts.add(part(
                        "stage %d: merging".formatted(stage),
                        grid.of(channels(stage + 1)),
                        merging(channels(stage), channels(stage + 1))));
            }
        }
        parts.add(part("neck", grid.of(config.outChannels()), LayerSizes.neck(channels(last), config.outChannels())));
        return parts;
    }

    private Part block(int stage, int i, Grid grid) {
        int side = config.windowSizes().get(stage);
        String kind = stage == 0 ? "convolutions" : "windows of %1$d x %1$d".formatted(side);
        long parameters = stage == 0
                ? bottleneck(channels(0))
                : attention(channels(stage), config.heads().get(stage), side);
        return part("stage %d, block %d: %s".formatted(stage, i, kind), grid.of(channels(stage)), parameters);
    }

    private int channels(int stage) {
        return config.embedDims().get(stage);
    }

    private static long patchEmbedding(int channels) {
        return LayerSizes.convNorm(3, channels / 2, LayerSizes.SPATIAL)
                + LayerSizes.convNorm(channels / 2, channels, LayerSizes.SPATIAL);
    }

    private static long bottleneck(long channels) {
        long hidden = channels * EXPANSION;
        return LayerSizes.convNorm(channels, hidden, 1)
                + LayerSizes.convNorm(1, hidden, LayerSizes.SPATIAL)
                + LayerSizes.convNorm(hidden, channels, 1);
    }

    private static long merging(long inChannels, long outChannels) {
        return LayerSizes.convNorm(inChannels, outChannels, 1)
                + LayerSizes.convNorm(1, outChannels, LayerSizes.SPATIAL)
                + LayerSizes.convNorm(outChannels, outChannels, 1);
    }

    private static long attention(long channels, long heads, long side) {
        return heads * side * side
                + 2 * LayerSizes.norm(channels)
                + LayerSizes.attention(channels)
                + LayerSizes.convNorm(1, channels, LayerSizes.SPATIAL)
                + LayerSizes.perceptron(channels, channels * EXPANSION);
    }

    private static Part part(String name, List<Integer> shape, long parameters) {
        return new Part(FusedGraph.SAM, name, shape, parameters);
    }
}
