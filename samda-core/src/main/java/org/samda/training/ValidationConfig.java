// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.samda.training.SettingCheck.require;

/**
 * Validation of step 1 on a part of the source that it does not learn from, after every epoch (nnU-Net; COMPONENTS
 * section 9; PAPER row 13).
 *
 * @param folds      parts that the source is cut into, of which one is held out; 0 or 1 for no validation (nnU-Net: 5)
 * @param fold       which part is held out, 0 to folds - 1
 * @param split      row 13: which sections of a stack make a part
 * @param gap        sections of a stack left out on both sides of a held-out block, at least 0
 * @param iterations batches scored after an epoch, at least 1 (nnU-Net: 50)
 * @param patience   epochs without a new best after which the step ends; 0 for never, as in nnU-Net
 * @param keep       the weights that the step ends with
 */
public record ValidationConfig(int folds, int fold, Split split, int gap, int iterations, int patience, Keep keep) {

    /** Which sections of a stack belong together; scans are always drawn at random. */
    public enum Split {
        /** Neighbours, so that a step is not scored on what its own sections nearly show. */
        BLOCKS,
        /** Random ones, without a gap, as nnU-Net draws its cases. */
        RANDOM
    }

    /** Weights of a step. */
    public enum Keep {
        /** Those after its last epoch, as in nnU-Net. */
        LAST,
        /** Those after the epoch with the best moving average of the pseudo Dice. */
        BEST
    }

    public ValidationConfig {
        require(folds >= 0, "folds", "at least 0", folds);
        require(fold >= 0 && fold < Math.max(1, folds), "fold", "at least 0 and below folds", fold);
        require(gap >= 0, "gap", "at least 0", gap);
        require(iterations >= 1, "iterations", "at least 1", iterations);
        require(patience >= 0, "patience", "at least 0", patience);
    }

    /** Whether a part of the source is held out. */
    public boolean holdsOut() {
        return folds > 1;
    }
}
