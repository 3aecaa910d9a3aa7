// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;

/** The largest difference of two samples' distribution functions. */
final class KolmogorovSmirnov {

    private KolmogorovSmirnov() {}

    /** From 0 (equal distributions) to 1 (no overlap); NaN if a sample is empty. */
    static double distance(double[] one, double[] other) {
        if (one.length == 0 || other.length == 0) {
            return Double.NaN;
        }
        double[] a = one.clone();
        double[] b = other.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return largest;
    }
}
