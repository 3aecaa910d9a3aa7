// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * The weights with which the pixels of one axis add up to the pixels of its resized axis.
 *
 * <p>Output pixel o is the sum over k of {@code weights[o][k] * input[starts[o] + k]}.
 */
@SuppressWarnings("ArrayRecordComponent")
record FilterWeights(int inputLength, int[] starts, float[][] weights) {

    /** A triangle over the centre {@code (o + 0.5) * scale}, as wide as one pixel of the coarser of both axes. */
    static FilterWeights triangle(int inputLength, int outputLength) {
        return triangle(inputLength, outputLength, 0, outputLength);
    }

    /** Those of {@code count} output pixels alone, from {@code first} on. */
    static FilterWeights triangle(int inputLength, int outputLength, int first, int count) {
        double scale = (double) inputLength / outputLength;
        int[] starts = new int[count];
        float[][] weights = new float[count][];
        for (int o = 0; o < count; o++) {
            double centre = (first + o + 0.5) * scale;
            double support = Math.max(scale, 1);
            starts[o] = (int) Math.max(0, Math.floor(centre - support));
            int end = (int) Math.min(inputLength, Math.ceil(centre + support));
            weights[o] = normalized(starts[o], end, centre, support);
        }
        return new FilterWeights(inputLength, starts, weights);
    }

    /** First input pixel that counts. */
    int first() {
        return starts[0];
    }

    /** How many input pixels count, from the first to the last. */
    int count() {
        int last = starts.length - 1;
        return starts[last] + weights[last].length - starts[0];
    }

    /** The same for an input that holds no more than the pixels that count. */
    FilterWeights ofCounted() {
        int[] moved = starts.clone();
        for (int o = 0; o < moved.length; o++) {
            moved[o] -= first();
        }
        return new FilterWeights(count(), moved, weights);
    }

    private static float[] normalized(int start, int end, double centre, double support) {
        double[] raw = new double[end - start];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            raw[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / support);
            sum += raw[k];
        }
        float[] weights = new float[raw.length];
        for (int k = 0; k < raw.length; k++) {
            weights[k] = (float) (raw[k] / sum);
        }
        return weights;
    }

    /** Resizes every row of an image of the given height and of width {@link #inputLength}. */
    float[] alongRows(float[] pixels, int height) {
        int width = starts.length;
        float[] result = new float[Math.multiplyExact(width, height)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float[] w = weights[x];
                int from = y * inputLength + starts[x];
                float sum = 0;
                for (int k = 0; k < w.length; k++) {
                    sum += w[k] * pixels[from + k];
                }
                result[y * width + x] = sum;
            }
        }
        return result;
    }

    /** Resizes every column of an image of the given width and of height {@link #inputLength}. */
    float[] alongColumns(float[] pixels, int width) {
        float[] result = new float[Math.multiplyExact(width, starts.length)];
        for (int y = 0; y < starts.length; y++) {
            for (int k = 0; k < weights[y].length; k++) {
                float w = weights[y][k];
                int from = (starts[y] + k) * width;
                int to = y * width;
                for (int x = 0; x < width; x++) {
                    result[to + x] += w * pixels[from + x];
                }
            }
        }
        return result;
    }
}
