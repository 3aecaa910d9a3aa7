// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

/**
 * One figure of a study: how good one method was, once.
 *
 * @param place    what was compared
 * @param target   class name, or {@link #UNION} for all foreground classes together
 * @param dice     pooled over all voxels of the target's test images, 0 to 1
 * @param meanDice mean over test images of their Dice
 * @param seconds  that training and scoring took in the run the figure comes from, without the runs it starts from
 */
public record StudyScore(Place place, String target, double dice, double meanDice, double seconds) {
    /** Stands for all foreground classes together; the primary figure. */
    public static final String UNION = "foreground";

    /**
     * Where a figure stands in the study.
     *
     * @param pair   name of the source-target pair, such as {@code VNC->EPFL}
     * @param method name of the method, as in the study's configuration
     * @param shots  annotated target images used, 0 or more
     * @param seed   of every random choice; one seed has the same shots for every method
     */
    public record Place(String pair, String method, int shots, long seed) {}
}
