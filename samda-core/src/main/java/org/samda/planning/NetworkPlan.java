// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.List;
import java.util.Optional;

/**
 * A 2-D U-Net for a data set, and the patches it is trained on. The patch is a multiple of the total stride, and its last
 * grid has at least 2 x 2 px.
 *
 * @param geometry   slice axis and pixels
 * @param patch      size of a patch at these pixels
 * @param batchSize  patches per iteration, at least 1
 * @param stages     of the encoder, highest resolution first, at least 2; the first has no stride
 * @param channels   how each channel is normalised
 * @param classes    classes including background, at least 2
 * @param batchDice  whether the Dice loss sums over the batch before it divides; nnU-Net's 2-D plans do
 * @param estimates  the patches that were tried, in order; the last one is the plan's
 */
public record NetworkPlan(
        TargetGeometry geometry,
        PatchSize patch,
        int batchSize,
        List<Stage> stages,
        List<ChannelNormalization> channels,
        int classes,
        boolean batchDice,
        List<MemoryEstimate> estimates) {

    public NetworkPlan {
        stages = List.copyOf(stages);
        channels = List.copyOf(channels);
        estimates = List.copyOf(estimates);
        if (batchSize < 1 || stages.size() < 2 || classes < 2 || channels.isEmpty()) {
            throw new IllegalArgumentException(
                    "plan: batchSize and channels must be at least 1, stages and classes at least 2, got %d, %d, %d, %d"
                            .formatted(batchSize, channels.size(), stages.size(), classes));
        }
        if (estimates.isEmpty() || !estimates.get(estimates.size() - 1).patch().equals(patch)) {
            throw new IllegalArgumentException("plan: the last of the estimates must be that of the patch");
        }
        Topology topology = new Topology(patch, stages);
        requireGrid(patch.height(), topology.stride(Axis.Y));
        requireGrid(patch.width(), topology.stride(Axis.X));
    }

    /** The same with half as many patches per iteration, rounded down; empty where there is but one. */
    public Optional<NetworkPlan> withHalfTheBatch() {
        return batchSize < 2 ? Optional.empty() : Optional.of(withBatchSize(batchSize / 2));
    }

    /** The same with another number of patches per iteration, at least 1. */
    public NetworkPlan withBatchSize(int patches) {
        return new NetworkPlan(geometry, patch, patches, stages, channels, classes, batchDice, estimates);
    }

    /** What one patch costs. */
    public MemoryEstimate estimate() {
        return estimates.get(estimates.size() - 1);
    }

    private static void requireGrid(int side, int stride) {
        if (side % stride != 0 || side / stride < PatchSize.SHORTEST_SIDE) {
            throw new IllegalArgumentException("plan: a side of the patch must be at least twice the total stride of "
                    + stride + " and a multiple of it, got " + side);
        }
    }
}
