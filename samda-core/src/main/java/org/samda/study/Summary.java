// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;
import java.util.Locale;

/**
 * Mean and spread of a figure over runs.
 *
 * @param count of the runs, at least 1
 * @param mean  their mean
 * @param sd    sample standard deviation (n - 1); NaN for a single run
 */
record Summary(int count, double mean, double sd) {

    static Summary of(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new Summary(
                values.size(), mean, values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)));
    }

    /** Such as {@code 0.861 ± 0.004}; a single run has no spread. */
    @Override
    public String toString() {
        return count < 2
                ? String.format(Locale.ROOT, "%.3f", mean)
                : String.format(Locale.ROOT, "%.3f ± %.3f", mean, sd);
    }
}
