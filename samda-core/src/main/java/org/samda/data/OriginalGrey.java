// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.GreyRange;

/**
 * The grey values from 0 to 255 that a z-scored image had before: what generic encoders with published weights take
 * (PAPER row 1).
 *
 * @param range     what of the image's grey values becomes 0 and 255
 * @param mean      of the image's grey values
 * @param deviation of the image's grey values, population standard deviation
 */
public record OriginalGrey(GreyRange range, double mean, double deviation) {

    /** Of a case and the scale it is brought to. */
    static OriginalGrey of(List<GreyImage> sections, GreyScale scale) {
        return new OriginalGrey(
                GreyRange.of(sections),
                scale.statistics().mean(),
                scale.statistics().deviation());
    }

    /** The grey value, 0 to 255, of a z-scored one. */
    public float of(float zScored) {
        return range.map((float) (zScored * deviation + mean));
    }

    /** The image of grey values, 0 to 255, of a z-scored one. */
    public GreyImage of(GreyImage zScored) {
        float[] pixels = zScored.pixels().clone();
        replace(pixels, 0, pixels.length);
        return new GreyImage(zScored.width(), zScored.height(), pixels);
    }

    /** Puts grey values in the place of z-scored ones. */
    void replace(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            values[i] = of(values[i]);
        }
    }
}
