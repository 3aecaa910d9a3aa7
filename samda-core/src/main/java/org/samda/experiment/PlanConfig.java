// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

import java.util.Optional;
import org.samda.planning.PlanLimits;
import org.samda.planning.PlanningRules;

/**
 * What a plan is made from: nnU-Net's rules, and how far they may go (PAPER row 3).
 *
 * @param rules        of which nnU-Net: {@code v2-3} (and later) or {@code v2-2} (and earlier)
 * @param memoryGb     memory of the graphics card that nnU-Net's rules plan for; its own value is 8
 * @param downsampling how much coarser than the target's pixels the network works, at least 1; less where images would
 *                     become smaller than a patch
 * @param patchSize    longest side of a patch in working px, at least 16; nnU-Net's longest is 2048
 * @param batchSize    patches of that size in a batch; of smaller patches up to as many pixels in all, as far as nnU-Net's
 *                     rules allow, and never fewer than this
 * @param stages       encoder stages of the U-Net at most, 2 to 8
 * @param baseFeatures channels of the first stage, doubled from stage to stage
 * @param maxFeatures  largest number of channels
 * @param maxPooling   row 4: whether the U-Net's grid is shrunk by max pooling; else by strided convolutions, as in nnU-Net
 */
public record PlanConfig(
        PlanningRules rules,
        double memoryGb,
        double downsampling,
        int patchSize,
        int batchSize,
        int stages,
        int baseFeatures,
        int maxFeatures,
        boolean maxPooling) {

    /** The paper's and nnU-Net's largest total stride is 128: 8 stages. */
    private static final int MOST_STAGES = 8;

    private static final int SMALLEST_PATCH = 16;

    public PlanConfig {
        require(memoryGb > 0, "memoryGb", "above 0", memoryGb);
        require(downsampling >= 1, "downsampling", "at least 1", downsampling);
        require(patchSize >= SMALLEST_PATCH, "patchSize", "at least " + SMALLEST_PATCH, patchSize);
        require(batchSize >= 1, "batchSize", "at least 1", batchSize);
        require(stages >= 2 && stages <= MOST_STAGES, "stages", "2 to " + MOST_STAGES, stages);
        require(baseFeatures >= 1, "baseFeatures", "at least 1", baseFeatures);
        require(maxFeatures >= baseFeatures, "maxFeatures", "at least baseFeatures = " + baseFeatures, maxFeatures);
    }

    /** @param coarser how much coarser than the target's pixels the network works, at least 1 */
    PlanLimits limits(double coarser) {
        return new PlanLimits(
                Optional.of(stages),
                baseFeatures,
                maxFeatures,
                Optional.of(patchSize),
                Optional.of((long) batchSize * patchSize * patchSize),
                memoryGb,
                coarser);
    }
}
