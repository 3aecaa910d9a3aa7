// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;

/**
 * How much features differ from place to place: a collapsed map gives the same everywhere.
 *
 * @param variance      between samples, mean over features
 * @param effectiveRank in how many directions samples differ, 1 to their number less one; 0 where they do not
 */
public record FeatureSpread(double variance, double effectiveRank) {

    /** @param samples as rows, at least 2 */
    public static FeatureSpread of(double[][] samples) {
        Samples.requireSome(samples, samples[0].length);
        return new FeatureSpread(Samples.squares(Samples.centred(samples)) / samples[0].length, rank(samples));
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

    /** The variance over that before: the collapse index, 1 where nothing was lost. */
    public double kept(FeatureSpread before) {
        return variance / before.variance;
    }
}
