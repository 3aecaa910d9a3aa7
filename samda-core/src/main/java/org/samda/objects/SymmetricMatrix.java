// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Eigenvalues of small symmetric matrices, by Jacobi's rotations. */
final class SymmetricMatrix {
    /** Far more than a 3 x 3 matrix needs: the part off the diagonal shrinks quadratically. */
    private static final int SWEEPS = 50;

    private SymmetricMatrix() {}

    /**
     * @param matrix n x n, symmetric; not changed
     * @return its n eigenvalues, ascending
     */
    static double[] eigenvalues(double[][] matrix) {
        double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < a.length; p++) {
                for (int q = p + 1; q < a.length; q++) {
                    rotate(a, p, q);
                }
            }
        }
        return IntStream.range(0, a.length).mapToDouble(i -> a[i][i]).sorted().toArray();
    }

    /** Turns the axes p and q such that nothing is left between them. */
    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
        }
    }
}
