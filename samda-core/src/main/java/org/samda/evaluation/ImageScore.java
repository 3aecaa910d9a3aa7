// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * How well the foreground of one image (or one volume) is found.
 *
 * @param name name of the image
 * @param dice in [0, 1]; NaN where prediction and labels are both empty
 * @param iou  in [0, 1]; NaN where prediction and labels are both empty
 */
public record ImageScore(String name, double dice, double iou) {

    static ImageScore of(String name, Confusion counts) {
        return new ImageScore(name, counts.dice(), counts.iou());
    }
}
