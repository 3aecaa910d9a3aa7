// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

/** The versions of nnU-Net's planner whose 2-D plans differ. */
public enum PlanningRules {
    /** Up to 2.2.1 of February 2024: a single patch may not exceed the memory meant for 12, so sides end near 512 px. */
    V2_2(1),
    /** Since 2.3: two patches may fill the memory. */
    V2_3(6);

    private final int largestPatch;

    PlanningRules(int largestPatch) {
        this.largestPatch = largestPatch;
    }

    /**
     * Whether a patch is too large.
     *
     * @param share values of feature maps for which a patch may be one of 12 in a batch
     */
    boolean areExceeded(long featureMapValues, double share) {
        return (double) featureMapValues / largestPatch > share;
    }
}
