// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Arrays;
import java.util.List;

/**
 * How an image's grey values become the 0..255 that generic encoders know.
 *
 * <p>Values that all lie from 0 to 255 and not all below 1, as those of 8-bit images do, are taken as they are. Others (16 bits; fractions
 * from 0 to 1) are mapped linearly, so that the image's 0.5 and 99.5 percentiles become 0 and 255, and clipped, which is
 * MedSAM's published rule for images without a scale of their own. An image without contrast becomes 0.
 *
 * @param black grey value that becomes 0
 * @param white grey value that becomes 255, at least black
 */
public record GreyRange(float black, float white) {
    private static final double LOW_PERCENTILE = 0.5;
    private static final double HIGH_PERCENTILE = 99.5;
    private static final float LARGEST = 255;

    public GreyRange {
        if (!(black <= white)) {
            throw new IllegalArgumentException("black must be at most white, got " + black + " and " + white);
        }
    }

    /** The range of an image. */
    public static GreyRange of(GreyImage image) {
        return of(List.of(image));
    }

    /** The range of all sections of a case, at least one. */
    public static GreyRange of(List<GreyImage> sections) {
        Extremes found = Extremes.of(sections);
        boolean eightBits = found.smallest() >= 0 && found.largest() > 1 && found.largest() <= LARGEST;
        return eightBits ? new GreyRange(0, LARGEST) : stretched(sections);
    }

    /** Sorting takes long for a large image; those of 8 bits do without. */
    private static GreyRange stretched(List<GreyImage> sections) {
        float[] sorted = new float
                [sections.stream().mapToInt(section -> section.pixels().length).reduce(0, Math::addExact)];
        int at = 0;
        for (GreyImage section : sections) {
            System.arraycopy(section.pixels(), 0, sorted, at, section.pixels().length);
            at += section.pixels().length;
        }
        Arrays.sort(sorted);
        return new GreyRange(percentile(sorted, LOW_PERCENTILE), percentile(sorted, HIGH_PERCENTILE));
    }

    /** The value from 0 to 255. */
    public float map(float grey) {
        float clipped = Math.max(black, Math.min(white, grey));
        return black == white ? 0 : (clipped - black) / (white - black) * LARGEST;
    }

    /** Linear between the two values that are nearest in order. */
    private static float percentile(float[] sorted, double percent) {
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return (float) (sorted[below] + (place - below) * (sorted[above] - sorted[below]));
    }
}
