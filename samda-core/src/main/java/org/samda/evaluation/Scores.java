// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.List;

/**
 * How well the foreground of a set of images is found (PAPER section 1: pooled figures first, means beside them).
 *
 * <p>With several classes the foreground is their union, and each class is listed too. Figures are NaN where there is
 * nothing to divide by, as in {@link Confusion}.
 *
 * @param dice        Dice over all pixels of all images: the primary figure
 * @param iou         intersection over union over all pixels
 * @param precision   precision over all pixels
 * @param recall      recall over all pixels
 * @param meanDice    mean of the images' Dice, empty images left out
 * @param meanIou     mean of the images' IoU, empty images left out
 * @param emptyImages images whose prediction and labels are both empty
 * @param perImage    every image, in the order they were added
 * @param perClass    every class; empty where there is only one
 */
public record Scores(
        double dice,
        double iou,
        double precision,
        double recall,
        double meanDice,
        double meanIou,
        int emptyImages,
        List<ImageScore> perImage,
        List<ClassScore> perClass) {

    public Scores {
        perImage = List.copyOf(perImage);
        perClass = List.copyOf(perClass);
    }
}
