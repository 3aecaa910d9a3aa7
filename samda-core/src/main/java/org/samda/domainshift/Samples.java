// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;

/** Arithmetic on samples of features: rows of one length. */
final class Samples {

    private Samples() {}

    /** All rows, those of the one first; the rows are lent. */
    static double[][] stacked(double[][] one, double[][] other) {
        requireSome(one, one.length > 0 ? one[0].length : 0);
        requireSome(other, one[0].length);
        double[][] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    static void requireSome(double[][] samples, int length) {
        if (samples.length < 2 || length < 1) {
            throw new IllegalArgumentException("at least 2 samples of at least 1 feature, got " + samples.length);
        }
        for (double[] sample : samples) {
            if (sample.length != length) {
                throw new IllegalArgumentException("samples of " + length + " features, got one of " + sample.length);
            }
        }
    }

    static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }

    static double[] mean(double[][] samples) {
        double[] mean = new double[samples[0].length];
        for (double[] sample : samples) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sample[i] / samples.length;
            }
        }
        return mean;
    }

    /** The samples minus their mean, over the root of their number less one: the covariance is its square. */
    static double[][] centred(double[][] samples) {
        double[] mean = mean(samples);
        double scale = Math.sqrt(samples.length - 1.0);
        double[][] centred = new double[samples.length][mean.length];
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred[i][j] = (samples[i][j] - mean[j]) / scale;
            }
        }
        return centred;
    }

    /** The products of each row with each row of another, [rows, other rows]. */
    static double[][] products(double[][] rows, double[][] others) {
        double[][] products = new double[rows.length][others.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < others.length; j++) {
                for (int k = 0; k < rows[i].length; k++) {
                    products[i][j] += rows[i][k] * others[j][k];
                }
            }
        }
        return products;
    }

    /** The sum of squares: of centred samples, the trace of their covariance. */
    static double squares(double[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(Arrays::stream)
                .map(x -> x * x)
                .sum();
    }
}
