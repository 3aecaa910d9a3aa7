// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

/** Brings grey values to mean 0 and standard deviation 1, image by image, as nnU-Net does (COMPONENTS section 11). */
public final class Normalization {
    private static final double SMALLEST_DEVIATION = 1e-8;

    private Normalization() {}

    /**
     * Normalised grey values and what they were before.
     *
     * @param pixels (value - mean) / max(deviation, 1e-8)
     * @param mean   mean of the given values
     * @param deviation population standard deviation of the given values, 0 for a constant image
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ZScored(float[] pixels, double mean, double deviation) {}

    /**
     * @param pixels at least one finite grey value; not changed
     * @return a new array with mean 0 and population standard deviation 1; zeros for a constant image
     */
    public static ZScored zScore(float[] pixels) {
        double mean = mean(pixels);
        double squares = 0;
        for (float pixel : pixels) {
            squares += (pixel - mean) * (pixel - mean);
        }
        double deviation = Math.sqrt(squares / pixels.length);
        double scale = 1 / Math.max(deviation, SMALLEST_DEVIATION);
        float[] normalized = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            normalized[i] = (float) ((pixels[i] - mean) * scale);
        }
        return new ZScored(normalized, mean, deviation);
    }

    private static double mean(float[] pixels) {
        double sum = 0;
        for (float pixel : pixels) {
            sum += pixel;
        }
        return sum / pixels.length;
    }
}
