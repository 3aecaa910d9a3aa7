// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.Resampling;
import org.samda.image.VoxelMask;

/**
 * A small normalised copy of an image, to find images that show nearly the same.
 *
 * @param stem   the image's name
 * @param isScan whether it is the middle section of a scan
 * @param pixels 32 x 32 grey values with mean 0 and standard deviation 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Thumbnail(String stem, boolean isScan, float[] pixels) {
    private static final int SIDE = 32;

    /** Of an image's only section, or the middle one of a scan. */
    static Thumbnail of(DatasetImage image, List<GreyImage> sections) {
        GreyImage small = Resampling.grey(sections.get(sections.size() / 2), SIDE, SIDE);
        CaseNormalization zScore = new CaseNormalization.ZScore(false);
        return new Thumbnail(
                image.stem(),
                image.isScan(),
                zScore.apply(List.of(small), VoxelMask.ALL).get(0).pixels());
    }

    /** Pearson's correlation, -1 to 1; 0 if one of both is constant. */
    double correlation(Thumbnail other) {
        double sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            sum += pixels[i] * other.pixels[i];
        }
        return sum / pixels.length;
    }
}
