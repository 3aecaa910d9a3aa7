// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.List;
import java.util.Optional;

/**
 * Shape of a {@link SamEncoder}.
 *
 * @param embedDim       channels of a token, a multiple of {@code heads}
 * @param depth          number of transformer blocks
 * @param heads          attention heads of every block
 * @param mlpRatio       hidden channels of a block's perceptron as a multiple of {@code embedDim}
 * @param windowSize     tokens per side of an attention window, 14 in the published models
 * @param globalBlocks   blocks, counted from 0, whose attention sees the whole grid instead of a window
 * @param pretrainedGrid tokens per side of the grid the position tables are made for, 64 in the published models
 * @param outChannels    channels of the embedding, 256 in the published models
 * @param adapterGate    with SAM-Med2D's adapters: {@code embedDim} over the channels of an adapter's gate, 4 in the
 *                       published model
 */
public record SamEncoderConfig(
        int embedDim,
        int depth,
        int heads,
        int mlpRatio,
        int windowSize,
        List<Integer> globalBlocks,
        int pretrainedGrid,
        int outChannels,
        Optional<Integer> adapterGate)
        implements EncoderShape {

    public SamEncoderConfig {
        requirePositive("embedDim", embedDim);
        requirePositive("depth", depth);
        requirePositive("heads", heads);
        requirePositive("mlpRatio", mlpRatio);
        requirePositive("windowSize", windowSize);
        requirePositive("pretrainedGrid", pretrainedGrid);
        requirePositive("outChannels", outChannels);
        if (embedDim % heads != 0) {
            throw new IllegalArgumentException(
                    "encoder.embedDim must be a multiple of encoder.heads, got " + embedDim + " and " + heads);
        }
        int gate = adapterGate.orElse(1);
        requirePositive("adapterGate", gate);
        if (embedDim % gate != 0) {
            throw new IllegalArgumentException(
                    "encoder.adapterGate must divide encoder.embedDim = " + embedDim + ", got " + gate);
        }
        globalBlocks = List.copyOf(globalBlocks);
        for (int block : globalBlocks) {
            if (block < 0 || block >= depth) {
                throw new IllegalArgumentException(
                        "encoder.globalBlocks must be from 0 to depth - 1 = " + (depth - 1) + ", got " + globalBlocks);
            }
        }
    }

    /** The same with adapters in every block. */
    public SamEncoderConfig withAdapters(int gate) {
        return new SamEncoderConfig(
                embedDim,
                depth,
                heads,
                mlpRatio,
                windowSize,
                globalBlocks,
                pretrainedGrid,
                outChannels,
                Optional.of(gate));
    }

    /** Whether this block's attention sees the whole grid. */
    boolean isGlobal(int block) {
        return globalBlocks.contains(block);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("encoder." + name + " must be at least 1, got " + value);
        }
    }
}
