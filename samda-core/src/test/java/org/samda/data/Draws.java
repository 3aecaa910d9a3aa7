// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** Says whether random numbers come from a distribution. */
final class Draws {
    /** Of the largest distance of the distribution functions, times the root of the number: passed once in 30 million. */
    private static final double UNLIKELY = 3;

    private static final double ROUNDING = 1e-4;

    private Draws() {}

    /** Fails unless the numbers lie evenly between the bounds (Kolmogorov and Smirnov). */
    static void assertUniform(double low, double high, List<Double> draws) {
        List<Double> sorted = draws.stream().sorted().toList();
        double margin = ROUNDING * (high - low);
        assertTrue(sorted.size() > 100, "only " + sorted.size() + " draws");
        assertTrue(
                sorted.get(0) >= low - margin && sorted.get(sorted.size() - 1) <= high + margin,
                "from " + sorted.get(0) + " to " + sorted.get(sorted.size() - 1));
        double worst = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double expected = (sorted.get(i) - low) / (high - low);
            worst = Math.max(worst, Math.abs(expected - (i + 0.5) / sorted.size()));
        }
        assertTrue(worst * Math.sqrt(sorted.size()) < UNLIKELY, "uneven by " + worst);
    }

    /** Fails unless half of the numbers lie evenly between low and 1, the others between 1 and high. */
    static void assertAroundOne(double low, double high, List<Double> draws) {
        List<Double> below = draws.stream().filter(draw -> draw < 1).toList();
        List<Double> above = draws.stream().filter(draw -> draw >= 1).toList();
        double share = (double) below.size() / draws.size();
        assertTrue(Math.abs(share - 0.5) * 2 * Math.sqrt(draws.size()) < 4, "below 1 are " + share);
        assertUniform(low, 1, below);
        assertUniform(1, high, above);
    }
}
