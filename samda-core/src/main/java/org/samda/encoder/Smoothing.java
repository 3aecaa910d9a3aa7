// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * A Gaussian along a line, whose ends are mirrored about the last samples (COMPONENTS section 7.2).
 *
 * @param weights of the centre and of the samples beside it; with both sides they add up to 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Smoothing(double[] weights) {
    /** Where the Gaussian is cut off, in standard deviations. */
    private static final double REACH = 4;

    /** The one that keeps a line of this length free of aliasing at its new length; none where it does not shrink. */
    static Smoothing forShrinking(int length, int newLength) {
        double deviation = Math.max(0, ((double) length / newLength - 1) / 2);
        int radius = (int) (REACH * deviation + 0.5);
        double[] weights = new double[radius + 1];
        weights[0] = 1;
        double sum = 1;
        for (int j = 1; j <= radius; j++) {
            weights[j] = Math.exp(-0.5 * j * j / (deviation * deviation));
            sum += 2 * weights[j];
        }
        for (int j = 0; j <= radius; j++) {
            weights[j] /= sum;
        }
        return new Smoothing(weights);
    }

    /** Every row of a plane smoothed; the same array where there is nothing to do. */
    double[] applyToRows(double[] plane, int width) {
        if (weights.length == 1) {
            return plane;
        }
        double[] smooth = new double[plane.length];
        for (int row = 0; row < plane.length; row += width) {
            for (int i = 0; i < width; i++) {
                smooth[row + i] = at(plane, row, width, i);
            }
        }
        return smooth;
    }

    private double at(double[] plane, int row, int width, int i) {
        double sum = weights[0] * plane[row + i];
        for (int j = 1; j < weights.length; j++) {
            sum += weights[j] * (plane[row + mirrored(i - j, width)] + plane[row + mirrored(i + j, width)]);
        }
        return sum;
    }

    private static int mirrored(int i, int length) {
        if (i >= 0 && i < length) {
            return i;
        }
        int period = Math.max(1, 2 * length - 2);
        int inPeriod = Math.floorMod(i, period);
        return Math.min(inPeriod, period - inPeriod);
    }
}
