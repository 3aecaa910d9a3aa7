// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Maximum mean discrepancy of two samples of features, with five Gaussian kernels (COMPONENTS section 14).
 *
 * <p>The kernels' widths follow from the samples themselves, so that the figure does not depend on the features' scale: a
 * quarter of the mean squared distance, and twice that four times over. It only counts; what training could minimise
 * belongs to {@code loss}.
 */
public final class MaximumMeanDiscrepancy {
    private static final int KERNELS = 5;
    private static final int PERMUTATIONS = 199;
    private static final double CONFIDENCE = 0.95;

    /** Kernel values between all samples, those of the one first. */
    private final double[][] kernel;

    private final int first;

    private MaximumMeanDiscrepancy(double[][] kernel, int first) {
        this.kernel = kernel;
        this.first = first;
    }

    /**
     * @param one   samples as rows, at least 2, all of one length
     * @param other the same; another number of rows is fine
     */
    public static MaximumMeanDiscrepancy between(double[][] one, double[][] other) {
        double[][] all = Samples.stacked(one, other);
        double[][] kernel = new double[all.length][all.length];
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                kernel[i][j] = Samples.squaredDistance(all[i], all[j]);
                sum += kernel[i][j];
            }
        }
        double width = sum / ((double) all.length * all.length - all.length) / (1 << (KERNELS / 2));
        for (double[] row : kernel) {
            Arrays.setAll(row, j -> kernels(row[j], width));
        }
        return new MaximumMeanDiscrepancy(kernel, one.length);
    }

    /** With the diagonals; 0 or more. */
    public double biased() {
        int[] order = identity();
        return mean(order, 0, first, 0, first)
                + mean(order, first, kernel.length, first, kernel.length)
                - 2 * mean(order, 0, first, first, kernel.length);
    }

    /** Without the diagonals: 0 on average where the samples are of one distribution, so that it may be below 0. */
    public double unbiased() {
        return unbiased(identity());
    }

    /**
     * What {@link #unbiased} is below in 95 % of random divisions of all samples: more than that is no chance.
     *
     * @param group number of successive samples that belong together, such as the positions of a patch: they are alike, and
     *              stay together; both numbers of samples are multiples of it
     */
    public double chance(int group) {
        if (group < 1 || first % group != 0 || kernel.length % group != 0) {
            throw new IllegalArgumentException(
                    "groups of " + group + " of " + first + " and " + (kernel.length - first) + " samples");
        }
        SplittableRandom random = new SplittableRandom(0);
        double[] found = new double[PERMUTATIONS];
        int[] order = identity();
        for (int i = 0; i < PERMUTATIONS; i++) {
            for (int j = order.length / group - 1; j > 0; j--) {
                exchange(order, j * group, random.nextInt(j + 1) * group, group);
            }
            found[i] = unbiased(order);
        }
        Arrays.sort(found);
        return found[(int) (CONFIDENCE * PERMUTATIONS)];
    }

    private static void exchange(int[] order, int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            int kept = order[one + i];
            order[one + i] = order[other + i];
            order[other + i] = kept;
        }
    }

    private double unbiased(int[] order) {
        return withoutDiagonal(order, 0, first)
                + withoutDiagonal(order, first, kernel.length)
                - 2 * mean(order, 0, first, first, kernel.length);
    }

    private double withoutDiagonal(int[] order, int from, int to) {
        double count = to - from;
        // On the diagonal all kernels are 1.
        return (mean(order, from, to, from, to) * count * count - KERNELS * count) / (count * (count - 1));
    }

    private double mean(int[] order, int fromRow, int toRow, int fromColumn, int toColumn) {
        double sum = 0;
        for (int i = fromRow; i < toRow; i++) {
            for (int j = fromColumn; j < toColumn; j++) {
                sum += kernel[order[i]][order[j]];
            }
        }
        return sum / ((double) (toRow - fromRow) * (toColumn - fromColumn));
    }

    private int[] identity() {
        int[] order = new int[kernel.length];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /** Where all samples are the same there is no width, and nothing is apart. */
    private static double kernels(double squaredDistance, double width) {
        double sum = 0;
        for (int i = 0; i < KERNELS; i++) {
            sum += width > 0 ? Math.exp(-squaredDistance / (width * (1 << i))) : 1;
        }
        return sum;
    }
}
