// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;

/**
 * How much features differ from patch to patch and from place to place: a collapsed map gives the same everywhere.
 *
 * @param variance         between patches, mean over features
 * @param positionVariance between the positions of a patch, mean over features and patches
 * @param effectiveRank    in how many directions patches differ, 1 to their number less one; 0 where they do not
 */
public record FeatureSpread(double variance, double positionVariance, double effectiveRank) {

    /** @param samples features of patches, averaged over positions, as rows; at least 2 */
    public static FeatureSpread of(double[][] samples, double positionVariance) {
        Samples.requireSome(samples, samples[0].length);
        return new FeatureSpread(
                Samples.squares(Samples.centred(samples)) / samples[0].length, positionVariance, rank(samples));
    }

    /** The exponential of the entropy of the singular values, taken as shares of their sum (Roy and Vetterli 2007). */
    static double rank(double[][] samples) {
        double[] values = SingularValues.of(Samples.centred(samples));
        double sum = Arrays.stream(values).sum();
        if (!(sum > 0)) {
            return 0;
        }
        double entropy = Arrays.stream(values)
                .map(value -> value / sum)
                .filter(share -> share > 0)
                .map(share -> -share * Math.log(share))
                .sum();
        return Math.exp(entropy);
    }

    /** The smaller of both variances over those before: the collapse index, 1 where nothing was lost. */
    public double kept(FeatureSpread before) {
        return Math.min(variance / before.variance, positionVariance / before.positionVariance);
    }
}
