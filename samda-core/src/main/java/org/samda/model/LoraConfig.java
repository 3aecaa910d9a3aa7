// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.List;

/**
 * Low-rank adaptation (LoRA, Hu et al. 2022) of some linear layers of a {@link SamEncoder}.
 *
 * @param rank   of the added maps, at least 1
 * @param alpha  the added map is scaled by alpha / rank; above 0
 * @param blocks adapted blocks, counted from 0
 * @param layers adapted layers of each of them
 */
public record LoraConfig(int rank, double alpha, List<Integer> blocks, List<Layer> layers) {

    /** Linear layers of a transformer block, by their official names. */
    public enum Layer {
        /** Queries, keys and values of attention. */
        QKV,
        /** Attention's output. */
        PROJ,
        /** The perceptron's first layer. */
        LIN1,
        /** The perceptron's second layer. */
        LIN2
    }

    public LoraConfig {
        blocks = List.copyOf(blocks);
        layers = List.copyOf(layers);
        if (rank < 1 || !(alpha > 0)) {
            throw new IllegalArgumentException(
                    "lora: rank must be at least 1 and alpha above 0, got " + rank + " and " + alpha);
        }
        if (blocks.isEmpty() || layers.isEmpty() || blocks.stream().anyMatch(block -> block < 0)) {
            throw new IllegalArgumentException(
                    "lora: blocks and layers must name at least one each, got " + blocks + " and " + layers);
        }
    }

    double scale() {
        return alpha / rank;
    }
}
