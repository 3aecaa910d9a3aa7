// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;

/**
 * How far apart the features of two domains are.
 *
 * @param mmd             unbiased {@link MaximumMeanDiscrepancy}; about 0 where the domains are alike, may be below
 * @param chance          what {@code mmd} is below by chance where they are alike
 * @param frechet         squared Fréchet distance of the two normal distributions with the samples' means and covariances
 * @param relativeFrechet the same over the mean of the domains' variances, so that features which only shrink do not come
 *                        closer; NaN where nothing varies
 */
public record FeatureDistance(double mmd, double chance, double frechet, double relativeFrechet) {

    /**
     * @param one   samples as rows, at least 2; few are enough, see {@link #frechet(double[][], double[][])}
     * @param other the same
     * @param group how many successive samples belong together, see {@link MaximumMeanDiscrepancy#chance}
     */
    public static FeatureDistance between(double[][] one, double[][] other, int group) {
        MaximumMeanDiscrepancy mmd = MaximumMeanDiscrepancy.between(one, other);
        double frechet = frechet(one, other);
        double variance = (variance(one) + variance(other)) / 2;
        return new FeatureDistance(
                mmd.unbiased(), mmd.chance(group), frechet, variance > 0 ? frechet / variance : Double.NaN);
    }

    /**
     * The squared distance of the means, plus the traces of both covariances, minus twice the trace of the root of their
     * product. With fewer samples than features the covariances have a low rank; the root's trace is then that of a matrix
     * as small as the number of samples, without any shrinkage. So few samples make it too large, the same before as after.
     */
    public static double frechet(double[][] one, double[][] other) {
        Samples.stacked(one, other);
        double[][] first = Samples.centred(one);
        double[][] second = Samples.centred(other);
        double root = Arrays.stream(SingularValues.of(Samples.products(first, second)))
                .sum();
        double means = Samples.squaredDistance(Samples.mean(one), Samples.mean(other));
        return Math.max(0, means + Samples.squares(first) + Samples.squares(second) - 2 * root);
    }

    private static double variance(double[][] samples) {
        return Samples.squares(Samples.centred(samples));
    }
}
