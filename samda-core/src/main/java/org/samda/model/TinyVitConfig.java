// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.List;

/**
 * Shape of a {@link TinyVit}: four stages, the first of convolutions, the others of attention in windows.
 *
 * @param embedDims   channels of each stage, multiples of its heads
 * @param depths      blocks of each stage
 * @param heads       attention heads of each stage; the first has no attention
 * @param windowSizes tokens per side of each stage's attention windows; the first has no attention
 * @param outChannels channels of the embedding, 256 in the published models
 */
public record TinyVitConfig(
        List<Integer> embedDims, List<Integer> depths, List<Integer> heads, List<Integer> windowSizes, int outChannels)
        implements EncoderShape {
    /** Stages of every TinyViT. */
    static final int STAGES = 4;

    public TinyVitConfig {
        embedDims = fourPositive("embedDims", embedDims);
        depths = fourPositive("depths", depths);
        heads = fourPositive("heads", heads);
        windowSizes = fourPositive("windowSizes", windowSizes);
        if (outChannels < 1) {
            throw new IllegalArgumentException("encoder.outChannels must be at least 1, got " + outChannels);
        }
        for (int i = 0; i < STAGES; i++) {
            if (embedDims.get(i) % heads.get(i) != 0 || embedDims.get(i) % 2 != 0) {
                throw new IllegalArgumentException(
                        "encoder.embedDims must be even multiples of encoder.heads = " + heads + ", got " + embedDims);
            }
        }
    }

    private static List<Integer> fourPositive(String name, List<Integer> values) {
        if (values.size() != STAGES || values.stream().anyMatch(value -> value < 1)) {
            throw new IllegalArgumentException(
                    "encoder." + name + " must be " + STAGES + " numbers of at least 1, got " + values);
        }
        return List.copyOf(values);
    }
}
