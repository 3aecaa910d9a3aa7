// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/** The cubic spline through the samples of a line, whose ends are mirrored about the last samples (COMPONENTS section 7.2). */
final class CubicSpline {
    private static final double POLE = Math.sqrt(3) - 2;
    private static final double GAIN = (1 - POLE) * (1 - 1 / POLE);

    private CubicSpline() {}

    /** The line at another length, the pixels of both covering the same stretch; a single sample is repeated. */
    static double[] resize(double[] line, int newLength) {
        int n = line.length;
        double[] coefficients = n == 1 ? line : coefficients(line);
        double[] result = new double[newLength];
        for (int o = 0; o < newLength; o++) {
            double t = mirrored((o + 0.5) * n / newLength - 0.5, n);
            result[o] = n == 1 ? line[0] : at(coefficients, t);
        }
        return result;
    }

    /** What the basis functions have to be multiplied by to pass through the samples. */
    private static double[] coefficients(double[] line) {
        int n = line.length;
        double[] c = new double[n];
        for (int i = 0; i < n; i++) {
            c[i] = line[i] * GAIN;
        }
        c[0] = causalStart(c);
        for (int i = 1; i < n; i++) {
            c[i] += POLE * c[i - 1];
        }
        c[n - 1] = (POLE * c[n - 2] + c[n - 1]) * POLE / (POLE * POLE - 1);
        for (int i = n - 2; i >= 0; i--) {
            c[i] = POLE * (c[i + 1] - c[i]);
        }
        return c;
    }

    private static double causalStart(double[] s) {
        int n = s.length;
        double last = Math.pow(POLE, n - 1);
        double sum = s[0] + last * s[n - 1];
        double power = POLE;
        for (int i = 1; i < n - 1; i++) {
            sum += power * (s[i] + last * s[n - 1 - i]);
            power *= POLE;
        }
        return sum / (1 - last * last);
    }

    private static double at(double[] coefficients, double t) {
        int left = (int) Math.floor(t);
        double d = t - left;
        double e = 1 - d;
        int n = coefficients.length;
        return e * e * e / 6 * coefficients[mirrored(left - 1, n)]
                + (4 - 6 * d * d + 3 * d * d * d) / 6 * coefficients[mirrored(left, n)]
                + (4 - 6 * e * e + 3 * e * e * e) / 6 * coefficients[mirrored(left + 1, n)]
                + d * d * d / 6 * coefficients[mirrored(left + 2, n)];
    }

    private static double mirrored(double t, int n) {
        double inside = Math.abs(t);
        return inside > n - 1 ? 2 * (n - 1) - inside : inside;
    }

    private static int mirrored(int i, int n) {
        int inPeriod = Math.floorMod(i, 2 * n - 2);
        return Math.min(inPeriod, 2 * n - 2 - inPeriod);
    }
}
