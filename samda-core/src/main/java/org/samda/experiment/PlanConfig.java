// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

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

    public PlanConfig {
        if (stages < 2 || stages > MOST_STAGES || patchSize < 16 || batchSize < 1 || !(downsampling >= 1)) {
            throw new IllegalArgumentException(
                    "plan: stages must be 2 to 8, patchSize at least 16, batchSize and downsampling at least 1, got "
                            + stages + ", " + patchSize + ", " + batchSize + ", " + downsampling);
        }
        if (baseFeatures < 1 || maxFeatures < baseFeatures) {
            throw new IllegalArgumentException("plan: baseFeatures must be at least 1 and at most maxFeatures, got "
                    + baseFeatures + ", " + maxFeatures);
        }
    }
}
