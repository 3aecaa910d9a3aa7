// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.Optional;

/**
 * What a plan may not exceed.
 *
 * @param maxStages      stages of the U-Net, at least 2; the paper's has 8
 * @param baseFeatures   channels of the first stage, at least 1; they double from stage to stage
 * @param maxFeatures    channels of any stage, at least {@code baseFeatures}
 * @param maxPatchSide   px along either side of a patch, at least 12
 * @param maxBatchPixels pixels of all patches of a batch together, at least 1; a batch keeps one patch even if that has more
 * @param memoryGb       GB that nnU-Net's estimate of the memory may reach, above 0
 * @param coarsening     factor on the spacing along both sides of a slice before anything else is planned, at least 1
 */
public record PlanLimits(
        Optional<Integer> maxStages,
        int baseFeatures,
        int maxFeatures,
        Optional<Integer> maxPatchSide,
        Optional<Long> maxBatchPixels,
        double memoryGb,
        double coarsening) {

    /** nnU-Net's own plan: 32 to 512 channels and 8 GB, nothing else. */
    public static final PlanLimits NNUNET =
            new PlanLimits(Optional.empty(), 32, 512, Optional.empty(), Optional.empty(), 8, 1);

    public PlanLimits {
        if (maxStages.orElse(2) < 2 || maxPatchSide.orElse(PatchChoice.POOLED_SIDE) < PatchChoice.POOLED_SIDE) {
            throw new IllegalArgumentException("limits: maxStages must be at least 2 and maxPatchSide at least 12, got "
                    + maxStages + " and " + maxPatchSide);
        }
        if (baseFeatures < 1 || maxFeatures < baseFeatures || maxBatchPixels.orElse(1L) < 1) {
            throw new IllegalArgumentException(
                    "limits: baseFeatures and maxBatchPixels must be at least 1 and maxFeatures at least baseFeatures, got "
                            + baseFeatures + ", " + maxBatchPixels + " and " + maxFeatures);
        }
        if (!(memoryGb > 0 && coarsening >= 1) || Double.isInfinite(memoryGb) || Double.isInfinite(coarsening)) {
            throw new IllegalArgumentException("limits: memoryGb must be above 0 and coarsening at least 1, got "
                    + memoryGb + " and " + coarsening);
        }
    }

    /** Channels of a stage, counted from 0. */
    int features(int stage) {
        return (int) Math.min(maxFeatures, Math.scalb((double) baseFeatures, stage));
    }
}
