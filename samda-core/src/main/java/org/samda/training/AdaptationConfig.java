// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.samda.training.SettingCheck.require;

/**
 * Step 2 (PAPER rows 8 to 11).
 *
 * @param epochs          passes over the pairs, at least 1
 * @param pairs           pairs of a source and a target patch in a pass, at least 1 (row 9: 20)
 * @param pairing         row 10
 * @param optimizer       row 8
 * @param learningRate    initial, above 0
 * @param weightDecay     at least 0
 * @param anchored        row 11: the source side is a frozen copy of step 1's projector
 * @param balancedStyle   row 11: L_style is weighted to the size that L_feat has at the start
 * @param minimumVariance row 11: below this share of the start's feature variance the step counts as collapsed and is
 *                        rolled back; 0 never
 */
public record AdaptationConfig(
        int epochs,
        int pairs,
        Pairing pairing,
        OptimizerKind optimizer,
        double learningRate,
        double weightDecay,
        boolean anchored,
        boolean balancedStyle,
        double minimumVariance) {

    /** Which source patch goes with a target patch. */
    public enum Pairing {
        /** Drawn at random once for the run. */
        RANDOM,
        /** The nearest in pooled embedding space, drawn anew every epoch. */
        NEAREST
    }

    /** How the projector is changed. */
    public enum OptimizerKind {
        SGD,
        ADAM_W
    }

    public AdaptationConfig {
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(pairs >= 1, "pairs", "at least 1", pairs);
        require(learningRate > 0, "learningRate", "above 0", learningRate);
        require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
        require(
                minimumVariance >= 0 && minimumVariance < 1,
                "minimumVariance",
                "at least 0 and below 1",
                minimumVariance);
    }
}
