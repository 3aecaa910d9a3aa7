// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dice of the same thing several times: over seeds, or over pairs.
 *
 * @param count     of the values, at least 1
 * @param mean      arithmetic
 * @param deviation standard deviation of the sample (n - 1); empty for a single one
 */
record DiceSpread(int count, double mean, Optional<Double> deviation) {

    /** Of values that are numbers; empty if there are none. */
    static Optional<DiceSpread> of(List<Double> values) {
        double[] finite = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        if (finite.length == 0) {
            return Optional.empty();
        }
        double sum = 0;
        for (double value : finite) {
            sum += value;
        }
        double mean = sum / finite.length;
        double squares = 0;
        for (double value : finite) {
            squares += (value - mean) * (value - mean);
        }
        return Optional.of(new DiceSpread(
                finite.length,
                mean,
                finite.length == 1 ? Optional.empty() : Optional.of(Math.sqrt(squares / (finite.length - 1)))));
    }

    /** Such as {@code 0.812 ± 0.013}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f", mean)
                + deviation.map(sd -> String.format(Locale.ROOT, " ± %.3f", sd)).orElse("");
    }
}
