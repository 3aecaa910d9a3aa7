// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import org.samda.inference.Averaging;

/**
 * How a run segments its test images.
 *
 * @param averaging over which images of a tile predictions are averaged: a little better, four or eight times slower
 * @param shuffled  whether the last step is scored once more with every image's embedding taken from another image: tells
 *                  whether the decoder uses the generic encoder at all, and takes as long as the score itself
 */
public record ScoringConfig(Averaging averaging, boolean shuffled) {

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
