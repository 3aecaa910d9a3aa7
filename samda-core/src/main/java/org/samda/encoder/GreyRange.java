// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import java.util.Arrays;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;

/**
 * How grey values become the 0..255 that generic encoders know.
 *
 * <p>8-bit values are taken as they are. All others are mapped linearly, so that the image's 0.5 and 99.5 percentiles
 * become 0 and 255, and clipped, which is MedSAM's published rule for images without a scale of their own. An image
 * without contrast becomes 0.
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

    /** The range of an image that was stored as this type. */
    public static GreyRange of(GreyImage image, PixelType type) {
        if (type == PixelType.UINT8) {
            return new GreyRange(0, LARGEST);
        }
        float[] sorted = image.pixels().clone();
        Arrays.sort(sorted);
        return new GreyRange(percentile(sorted, LOW_PERCENTILE), percentile(sorted, HIGH_PERCENTILE));
    }

    /** The value from 0 to 255. */
    public float map(float grey) {
        float clipped = Math.max(black, Math.min(white, grey));
        return black == white ? 0 : (clipped - black) / (white - black) * LARGEST;
    }

    /** The image in 8 bits; fractions are cut off. */
    public ByteImage map(GreyImage image) {
        byte[] bytes = new byte[image.pixels().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) map(image.pixels()[i]);
        }
        return new ByteImage(image.height(), image.width(), 1, bytes);
    }

    /** Linear between the two values that are nearest in order. */
    private static float percentile(float[] sorted, double percent) {
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return (float) (sorted[below] + (place - below) * (sorted[above] - sorted[below]));
    }
}
