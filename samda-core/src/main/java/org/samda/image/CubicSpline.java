// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * The cubic spline through the samples of a line, evaluated at another number of samples (COMPONENTS section 7.2).
 *
 * <p>The samples of both lines cover the same stretch. A line whose length does not change is left alone, a single sample
 * is repeated. Everything is computed in double precision; values may lie a little outside the range of the samples.
 */
public final class CubicSpline {
    private static final double POLE = Math.sqrt(3) - 2;
    private static final double GAIN = (1 - POLE) * (1 - 1 / POLE);
    private static final int TAPS = 4;

    /** Higher powers of the pole are lost in the rounding of a double. */
    private static final int LARGEST_POWER = 40;

    private final int length;
    private final int newLength;
    private final Boundary boundary;

    /** For each new sample the four coefficients that it is made of, and their weights. */
    private final int[] taps;

    private final double[] weights;

    /** How a line goes on beyond its ends; the names are scikit-image's. */
    public enum Boundary {
        /** Mirrored about the last samples, which are not repeated: MedSAM's. */
        REFLECT(0),

        /** The last samples are repeated: nnU-Net's. */
        EDGE(12);

        private final int copies;

        Boundary(int copies) {
            this.copies = copies;
        }
    }

    /**
     * @param length    samples of a line, at least 1
     * @param newLength samples of the resized line, at least 1
     */
    public CubicSpline(int length, int newLength, Boundary boundary) {
        this.length = length;
        this.newLength = newLength;
        this.boundary = boundary;
        taps = new int[TAPS * newLength];
        weights = new double[TAPS * newLength];
        for (int o = 0; o < newLength && !isTrivial(); o++) {
            place(o, (o + 0.5) * length / newLength - 0.5);
        }
    }

    /**
     * Resizes every row of a plane and swaps the axes, so that doing it once for each axis resizes an image.
     *
     * @param plane row-major [rows, length]; not changed
     * @return row-major [newLength, rows], a new array
     */
    public double[] resizeTransposed(double[] plane) {
        int rows = plane.length / length;
        double[] result = new double[Math.multiplyExact(rows, newLength)];
        double[] line = new double[length + 2 * boundary.copies];
        for (int y = 0; y < rows; y++) {
            if (isTrivial()) {
                copyRow(plane, y, result);
            } else {
                load(plane, y * length, line);
                toCoefficients(line);
                evaluate(line, result, y);
            }
        }
        return result;
    }

    private boolean isTrivial() {
        return length == 1 || length == newLength;
    }

    private void copyRow(double[] plane, int row, double[] result) {
        int rows = plane.length / length;
        for (int o = 0; o < newLength; o++) {
            result[o * rows + row] = plane[row * length + Math.min(o, length - 1)];
        }
    }

    private void place(int o, double t) {
        double inside = boundary == Boundary.REFLECT ? mirrored(t) : t + boundary.copies;
        int left = (int) Math.floor(inside);
        double d = inside - left;
        double e = 1 - d;
        weights[TAPS * o] = e * e * e / 6;
        weights[TAPS * o + 1] = (4 - 6 * d * d + 3 * d * d * d) / 6;
        weights[TAPS * o + 2] = (4 - 6 * e * e + 3 * e * e * e) / 6;
        weights[TAPS * o + 3] = d * d * d / 6;
        for (int k = 0; k < TAPS; k++) {
            int tap = left - 1 + k;
            taps[TAPS * o + k] = boundary == Boundary.REFLECT ? mirrored(tap) : tap;
        }
    }

    private void load(double[] plane, int from, double[] line) {
        int copies = boundary.copies;
        for (int i = 0; i < copies; i++) {
            line[i] = plane[from] * GAIN;
            line[copies + length + i] = plane[from + length - 1] * GAIN;
        }
        for (int i = 0; i < length; i++) {
            line[copies + i] = plane[from + i] * GAIN;
        }
    }

    /** What the basis functions have to be multiplied by to pass through the samples, which come times the gain. */
    private void toCoefficients(double[] c) {
        int last = c.length - 1;
        c[0] = boundary == Boundary.REFLECT ? startOfMirrored(c) : startOfRepeated(c);
        for (int i = 1; i <= last; i++) {
            c[i] += POLE * c[i - 1];
        }
        c[last] = boundary == Boundary.REFLECT
                ? (POLE * c[last - 1] + c[last]) * POLE / (POLE * POLE - 1)
                : c[last] * POLE / (POLE - 1);
        for (int i = last - 1; i >= 0; i--) {
            c[i] = POLE * (c[i + 1] - c[i]);
        }
    }

    private static double startOfMirrored(double[] s) {
        int n = s.length;
        double far = Math.pow(POLE, n - 1);
        double sum = s[0] + far * s[n - 1];
        double power = POLE;
        for (int i = 1; i < Math.min(n - 1, LARGEST_POWER); i++) {
            sum += power * (s[i] + far * s[n - 1 - i]);
            power *= POLE;
        }
        return sum / (1 - far * far);
    }

    private static double startOfRepeated(double[] s) {
        int n = s.length;
        double far = Math.pow(POLE, n);
        double sum = s[0] + far * s[n - 1];
        double power = POLE;
        for (int i = 1; i < Math.min(n, LARGEST_POWER); i++) {
            sum += power * (s[i] + far * s[n - 1 - i]);
            power *= POLE;
        }
        return s[0] + sum * POLE / (1 - far * far);
    }

    private void evaluate(double[] coefficients, double[] result, int row) {
        int rows = result.length / newLength;
        for (int o = 0; o < newLength; o++) {
            int k = TAPS * o;
            result[o * rows + row] = weights[k] * coefficients[taps[k]]
                    + weights[k + 1] * coefficients[taps[k + 1]]
                    + weights[k + 2] * coefficients[taps[k + 2]]
                    + weights[k + 3] * coefficients[taps[k + 3]];
        }
    }

    private double mirrored(double t) {
        double inside = Math.abs(t);
        return inside > length - 1 ? 2 * (length - 1) - inside : inside;
    }

    private int mirrored(int i) {
        int inPeriod = Math.floorMod(i, 2 * length - 2);
        return Math.min(inPeriod, 2 * length - 2 - inPeriod);
    }
}
