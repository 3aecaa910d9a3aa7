// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import org.samda.image.GreyImage;
import org.samda.image.Resampling;

/**
 * A small normalised copy of an image, to find images that show nearly the same.
 *
 * @param stem   the image's name
 * @param pixels 32 x 32 grey values with mean 0 and standard deviation 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Thumbnail(String stem, float[] pixels) {
    private static final int SIDE = 32;

    static Thumbnail of(String stem, GreyImage image) {
        GreyImage small = Resampling.grey(image, SIDE, SIDE);
        return new Thumbnail(stem, Normalization.zScore(small.pixels()).pixels());
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
