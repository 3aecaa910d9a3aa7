// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

import org.samda.inference.Averaging;

/**
 * How a run segments its test images, and what else is looked at after training. Nothing here changes the model.
 *
 * @param averaging  over which images of a tile predictions are averaged: a little better, four or eight times slower
 * @param view       patches of either domain's training images for the label-free view of the adaptation; 0 for none
 * @param oracle     states in between of the last step that are scored beside the chosen weights, to see what choosing by
 *                   the test labels would have brought; 0 for only those that there are anyway
 * @param keepStates whether the files of these states stay in {@code checkpoints/} when the run is done
 */
public record ScoringConfig(Averaging averaging, int view, int oracle, boolean keepStates) {
    private static final int LARGEST_VIEW = 256;
    private static final int MOST_STATES = 100;

    public ScoringConfig {
        require(view == 0 || (view >= 2 && view <= LARGEST_VIEW), "view", "0 or from 2 to " + LARGEST_VIEW, view);
        require(oracle >= 0 && oracle <= MOST_STATES, "oracle", "from 0 to " + MOST_STATES, oracle);
    }

    /** Says to a reader of the scores how they came about. */
    String note() {
        String option = switch (averaging) {
            case NONE -> "";
            case MIRRORS -> " --mirror";
            case SYMMETRIES -> " --symmetries";
        };
        return "Test images were segmented as by `samda segment" + option + "`.";
    }
}
