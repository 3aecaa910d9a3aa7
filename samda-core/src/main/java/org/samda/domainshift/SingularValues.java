// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;

/** Singular values of a matrix of few rows, by Jacobi's rotations of the rows' products. */
final class SingularValues {
    private static final int SWEEPS = 60;
    private static final double SMALL = 1e-15;

    private SingularValues() {}

    /**
     * @param matrix rows of one length; the work grows with the third power of their number
     * @return one value for each row, in no order, 0 or more
     */
    static double[] of(double[][] matrix) {
        double[][] products = Samples.products(matrix, matrix);
        double all = 0;
        for (int i = 0; i < products.length; i++) {
            all += products[i][i];
        }
        for (int sweep = 0; sweep < SWEEPS && largestAside(products) > SMALL * all; sweep++) {
            for (int p = 0; p < products.length; p++) {
                for (int q = p + 1; q < products.length; q++) {
                    rotate(products, p, q);
                }
            }
        }
        double[] values = new double[products.length];
        Arrays.setAll(values, i -> Math.sqrt(Math.max(0, products[i][i])));
        return values;
    }

    private static double largestAside(double[][] symmetric) {
        double largest = 0;
        for (int i = 0; i < symmetric.length; i++) {
            for (int j = 0; j < i; j++) {
                largest = Math.max(largest, Math.abs(symmetric[i][j]));
            }
        }
        return largest;
    }

    /** Makes the element (p, q) zero. */
    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = cosine * kp - sine * kq;
            a[k][q] = sine * kp + cosine * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = cosine * pk - sine * qk;
            a[q][k] = sine * pk + cosine * qk;
        }
    }
}
