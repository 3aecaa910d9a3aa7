// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * What the way from the tissue to the image adds.
 *
 * @param blurNm         standard deviation of the point spread in the plane
 * @param gaussianNoise  standard deviation of the noise that does not depend on the grey level
 * @param shotNoise      standard deviation of the noise at white; falls with the root of the grey level
 * @param shading        slow changes of brightness across a section, grey levels
 * @param brightnessJump standard deviation of the change of brightness from section to section, grey levels; contrast
 *                       changes along
 * @param defocusShare   share of sections that are out of focus, 0..1
 * @param foldShare      share of sections with a fold, 0..1
 * @param markShare      share of sections with knife marks, and of those with charging streaks, 0..1
 * @param dirtPerSquareUm specks of dirt per square micrometre, 0..1
 */
public record Microscope(
        double blurNm,
        double gaussianNoise,
        double shotNoise,
        double shading,
        double brightnessJump,
        double defocusShare,
        double foldShare,
        double markShare,
        double dirtPerSquareUm) {

    public Microscope {
        Range.atLeastZero("blurNm", blurNm);
        Range.atLeastZero("gaussianNoise", gaussianNoise);
        Range.atLeastZero("shotNoise", shotNoise);
        Range.atLeastZero("shading", shading);
        Range.atLeastZero("brightnessJump", brightnessJump);
        Range.share("defocusShare", defocusShare);
        Range.share("foldShare", foldShare);
        Range.share("markShare", markShare);
        Range.share("dirtPerSquareUm", dirtPerSquareUm);
    }
}
