// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The grey values of one patch, changed in place by the formulas of COMPONENTS section 12.
 *
 * @param width  px along x
 * @param height px along y
 * @param pixels {@code width * height} values, row-major
 */
@SuppressWarnings("ArrayRecordComponent")
record GreyPatch(int width, int height, float[] pixels) {
    private static final float SMALLEST = 1e-7f;

    /** Adds Gaussian noise, independent in every pixel. */
    void addNoise(double deviation, RandomGenerator random) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (float) (deviation * random.nextGaussian());
        }
    }

    void multiply(double factor) {
        float f = (float) factor;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] *= f;
        }
    }

    /** Moves every value away from the mean by a factor, within the range the patch had before. */
    void stretchContrast(double factor) {
        Moments before = Moments.of(pixels);
        for (int i = 0; i < pixels.length; i++) {
            float stretched = (float) ((pixels[i] - before.mean) * factor + before.mean);
            pixels[i] = Math.min(Math.max(stretched, before.min), before.max);
        }
    }

    /** Raises the values, brought to 0..1, to a power; then restores mean and (unbiased) standard deviation. */
    void gamma(double exponent) {
        Moments before = Moments.of(pixels);
        float range = before.max - before.min;
        float divisor = Math.max(range, SMALLEST);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.pow((pixels[i] - before.min) / divisor, exponent) * range + before.min;
        }
        Moments after = Moments.of(pixels);
        double scale = before.deviation / Math.max(after.deviation, SMALLEST);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) ((pixels[i] - after.mean) * scale + before.mean);
        }
    }

    /** Shrinks by taking the nearest pixel and grows back bilinearly; both sides by the same factor, at most 1. */
    void lowerResolution(double factor) {
        int smallWidth = Math.max(1, (int) Math.rint(width * factor));
        int smallHeight = Math.max(1, (int) Math.rint(height * factor));
        GreyPatch small = nearest(smallWidth, smallHeight);
        Stretch columns = Stretch.between(smallWidth, width);
        Stretch rows = Stretch.between(smallHeight, height);
        for (int y = 0; y < height; y++) {
            int upper = rows.below[y] * smallWidth;
            int lower = rows.above[y] * smallWidth;
            for (int x = 0; x < width; x++) {
                float top =
                        columns.mix(x, small.pixels[upper + columns.below[x]], small.pixels[upper + columns.above[x]]);
                float low =
                        columns.mix(x, small.pixels[lower + columns.below[x]], small.pixels[lower + columns.above[x]]);
                pixels[y * width + x] = rows.mix(y, top, low);
            }
        }
    }

    private GreyPatch nearest(int smallWidth, int smallHeight) {
        float[] small = new float[smallWidth * smallHeight];
        for (int y = 0; y < smallHeight; y++) {
            int row = (int) ((y + 0.5) * height / smallHeight);
            for (int x = 0; x < smallWidth; x++) {
                small[y * smallWidth + x] = pixels[row * width + (int) ((x + 0.5) * width / smallWidth)];
            }
        }
        return new GreyPatch(smallWidth, smallHeight, small);
    }

    /** Gaussian blur, one standard deviation in px for each axis; the patch is mirrored at its edge pixels. */
    void blur(double sigmaX, double sigmaY) {
        float[] rows = new float[pixels.length];
        float[] kernel = kernel(sigmaX);
        for (int y = 0; y < height; y++) {
            blurRow(kernel, y * width, rows);
        }
        blurColumns(kernel(sigmaY), rows);
    }

    private void blurRow(float[] kernel, int row, float[] into) {
        int radius = kernel.length / 2;
        for (int x = 0; x < width; x++) {
            boolean inner = x >= radius && x < width - radius;
            float sum = 0;
            for (int k = 0; k < kernel.length; k++) {
                int from = inner ? x + k - radius : mirrored(x + k - radius, width);
                sum += kernel[k] * pixels[row + from];
            }
            into[row + x] = sum;
        }
    }

    private void blurColumns(float[] kernel, float[] source) {
        int radius = kernel.length / 2;
        for (int y = 0; y < height; y++) {
            Arrays.fill(pixels, y * width, (y + 1) * width, 0);
            for (int k = 0; k < kernel.length; k++) {
                int from = mirrored(y + k - radius, height) * width;
                for (int x = 0; x < width; x++) {
                    pixels[y * width + x] += kernel[k] * source[from + x];
                }
            }
        }
    }

    /** A Gaussian of sum 1 whose length is the odd number nearest to 6 sigma + 0.5. */
    static float[] kernel(double sigma) {
        int radius = (int) ((6 * sigma + 0.5) / 2);
        float[] kernel = new float[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            sum += Math.exp(-k * k / (2 * sigma * sigma));
        }
        for (int k = -radius; k <= radius; k++) {
            kernel[k + radius] = (float) (Math.exp(-k * k / (2 * sigma * sigma)) / sum);
        }
        return kernel;
    }

    /** The index after reflection at both ends, without repeating the end pixels. */
    static int mirrored(int index, int length) {
        if (index >= 0 && index < length) {
            return index;
        }
        if (length == 1) {
            return 0;
        }
        int place = Math.floorMod(index, 2 * (length - 1));
        return place < length ? place : 2 * (length - 1) - place;
    }

    /** Neighbours and weight of every pixel of an axis that is enlarged bilinearly. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Stretch(int[] below, int[] above, float[] part) {

        static Stretch between(int inputLength, int outputLength) {
            int[] below = new int[outputLength];
            int[] above = new int[outputLength];
            float[] part = new float[outputLength];
            for (int o = 0; o < outputLength; o++) {
                double place = Math.max(0, (o + 0.5) * inputLength / outputLength - 0.5);
                below[o] = Math.min((int) place, inputLength - 1);
                above[o] = Math.min(below[o] + 1, inputLength - 1);
                part[o] = (float) (place - below[o]);
            }
            return new Stretch(below, above, part);
        }

        float mix(int o, float low, float high) {
            return low + part[o] * (high - low);
        }
    }

    /** Mean, unbiased standard deviation and range of a patch. */
    private record Moments(double mean, double deviation, float min, float max) {

        static Moments of(float[] pixels) {
            double sum = 0;
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (float pixel : pixels) {
                sum += pixel;
                min = Math.min(min, pixel);
                max = Math.max(max, pixel);
            }
            double mean = sum / pixels.length;
            double squares = 0;
            for (float pixel : pixels) {
                squares += (pixel - mean) * (pixel - mean);
            }
            return new Moments(mean, Math.sqrt(squares / Math.max(1, pixels.length - 1)), min, max);
        }
    }
}
