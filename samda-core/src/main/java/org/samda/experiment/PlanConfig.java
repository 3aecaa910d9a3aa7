// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

/**
 * What a plan is made from (PAPER row 3).
 *
 * @param downsampling how much coarser than the target's pixels the network works, at least 1
 * @param patchSize    side of a patch in working px; less where images are smaller
 * @param batchSize    patches per iteration
 * @param stages       encoder stages of the U-Net; less where a patch is too small for them
 * @param baseFeatures channels of the first stage, doubled from stage to stage
 * @param maxFeatures  largest number of channels
 */
public record PlanConfig(
        double downsampling, int patchSize, int batchSize, int stages, int baseFeatures, int maxFeatures) {

    /** The paper's and nnU-Net's largest total stride is 128: 8 stages. */
    private static final int MOST_STAGES = 8;

    private static final int SMALLEST_PATCH = 16;

    public PlanConfig {
        require(downsampling >= 1, "downsampling", "at least 1", downsampling);
        require(patchSize >= SMALLEST_PATCH, "patchSize", "at least " + SMALLEST_PATCH, patchSize);
        require(batchSize >= 1, "batchSize", "at least 1", batchSize);
        require(stages >= 2 && stages <= MOST_STAGES, "stages", "2 to " + MOST_STAGES, stages);
        require(baseFeatures >= 1, "baseFeatures", "at least 1", baseFeatures);
        require(maxFeatures >= baseFeatures, "maxFeatures", "at least baseFeatures = " + baseFeatures, maxFeatures);
    }
}
