// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * The straight lines between the samples of a line, evaluated at another number of samples (COMPONENTS section 7.2, order
 * 1): the counterpart of {@link CubicSpline}. Beyond its ends a line goes on with its last samples.
 *
 * @param length samples of a line
 * @param below  for each new sample the sample before it
 * @param parts  0..1, the share of the sample after that one
 */
@SuppressWarnings("ArrayRecordComponent")
record LinearSpline(int length, int[] below, double[] parts) {

    static LinearSpline between(int length, int newLength) {
        int[] below = new int[newLength];
        double[] parts = new double[newLength];
        for (int o = 0; o < newLength; o++) {
            double t = (o + 0.5) * length / newLength - 0.5;
            double inside = Math.max(0, Math.min(length - 1, t));
            below[o] = (int) inside;
            parts[o] = inside - below[o];
        }
        return new LinearSpline(length, below, parts);
    }

    /**
     * Resizes every row of a plane and swaps the axes.
     *
     * @param plane row-major [rows, length]; not changed
     * @return row-major [new length, rows], a new array
     */
    double[] resizeTransposed(double[] plane) {
        int rows = plane.length / length;
        double[] result = new double[Math.multiplyExact(rows, below.length)];
        for (int y = 0; y < rows; y++) {
            for (int o = 0; o < below.length; o++) {
                int left = y * length + below[o];
                int right = y * length + Math.min(below[o] + 1, length - 1);
                result[o * rows + y] = (1 - parts[o]) * plane[left] + parts[o] * plane[right];
            }
        }
        return result;
    }
}
