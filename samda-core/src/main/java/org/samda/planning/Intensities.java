// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Grey values of one channel's foreground over a whole data set; only {@link NormalizationScheme#CT} uses them.
 *
 * @param mean              arithmetic mean
 * @param median            50 percentile
 * @param standardDeviation of the population, at least 0
 * @param min               smallest value
 * @param max               largest value
 * @param low               0.5 percentile
 * @param high              99.5 percentile
 */
public record Intensities(
        double mean, double median, double standardDeviation, double min, double max, double low, double high) {

    public Intensities {
        if (!DoubleStream.of(mean, median, standardDeviation, min, max, low, high)
                .allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("foreground intensities must be finite");
        }
        if (standardDeviation < 0 || min > low || low > median || median > high || high > max) {
            throw new IllegalArgumentException(
                    "foreground intensities must rise from min, low, median, high to max, got %s, %s, %s, %s, %s"
                            .formatted(min, low, median, high, max));
        }
    }

    /** Of these values, at least one. */
    static Intensities of(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        Percentiles percentiles = new Percentiles(values.clone());
        return new Intensities(
                mean,
                percentiles.at(50),
                Math.sqrt(variance),
                percentiles.at(0),
                percentiles.at(100),
                percentiles.at(0.5),
                percentiles.at(99.5));
    }
}
