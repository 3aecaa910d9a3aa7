// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.samda.training.SettingCheck.require;

/**
 * Step 2 (PAPER rows 8 to 12).
 *
 * <p>Deviates from the paper where a loss other than {@link Loss#PERCEPTUAL} is chosen, which is there to be compared
 * with, and by {@code keepSource}: the decoder is frozen in step 2 and expects the features of step 1.
 *
 * @param epochs          passes over the pairs, at least 1
 * @param pairs           pairs of a source and a target patch in a pass, at least 1 (row 9: 20)
 * @param pairing         row 10
 * @param loss            what the pairs' features are compared by
 * @param bottleneck      row 12: without a generic encoder, whether step 2 aligns the bottleneck of the U-Net, whose
 *                        encoder then learns while its decoder is frozen; else such a run has no step 2
 * @param optimizer       row 8
 * @param learningRate    initial, above 0
 * @param weightDecay     at least 0
 * @param anchored        row 11: the source side is a frozen copy of what step 1 left (stop-gradient)
 * @param balancedStyle   row 11: L_style is weighted to the size that L_feat has at the start
 * @param keepSource      weight of the mean squared change of the source's features since step 1, all those that the
 *                        decoder gets from what is trained; at least 0, in the paper 0
 * @param minimumVariance row 11: below this part of the variance that the target's features had before, the step counts
 *                        as collapsed and is rolled back; at least 0, below 1; 0 for never
 * @param minimumRank     row 11: the same for their effective rank
 */
public record AdaptationConfig(
        int epochs,
        int pairs,
        Pairing pairing,
        Loss loss,
        boolean bottleneck,
        OptimizerKind optimizer,
        double learningRate,
        double weightDecay,
        boolean anchored,
        boolean balancedStyle,
        double keepSource,
        double minimumVariance,
        double minimumRank) {

    /** Source patches to choose the nearest from, for each pair wanted. */
    public static final int CANDIDATES = 4;

    /** Which source patch goes with a target patch. */
    public enum Pairing {
        /** Drawn at random once for the run. */
        RANDOM,
        /** The nearest in pooled embedding space, drawn anew every epoch. */
        NEAREST
    }

    /** What the features of a pair are compared by. */
    public enum Loss {
        /** The paper's feature and style reconstruction (Eq. 2). */
        PERCEPTUAL,
        /** The traditional way: maximum mean discrepancy of the features at all positions. */
        MMD,
        /** Another traditional way: a discriminator that learns to tell the domains apart. */
        ADVERSARIAL
    }

    /** How the weights are changed. */
    public enum OptimizerKind {
        SGD,
        ADAM_W
    }

    public AdaptationConfig {
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(pairs >= 1, "pairs", "at least 1", pairs);
        require(learningRate > 0, "learningRate", "above 0", learningRate);
        require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
        require(keepSource >= 0, "keepSource", "at least 0", keepSource);
        requirePart("minimumVariance", minimumVariance);
        requirePart("minimumRank", minimumRank);
    }

    private static void requirePart(String name, double value) {
        require(value >= 0 && value < 1, name, "at least 0 and below 1", value);
    }
}
