// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Whether two methods differ, on the same seeds or on the same pairs; two-sided.
 *
 * @param count      of the differences
 * @param difference their mean, first minus second
 * @param tTest      p of the paired t test; empty for fewer than three differences, or if all are equal
 * @param wilcoxon   p of Wilcoxon's signed rank test; empty for fewer than six differences, or if all are zero
 */
record PairedTest(int count, double difference, OptionalDouble tTest, OptionalDouble wilcoxon) {
    static final int FEWEST_FOR_T = 3;
    static final int FEWEST_FOR_WILCOXON = 6;

    /** @param first as many as of the second, at least one */
    static PairedTest of(List<Double> first, List<Double> second) {
        double[] a = first.stream().mapToDouble(Double::doubleValue).toArray();
        double[] b = second.stream().mapToDouble(Double::doubleValue).toArray();
        double[] differences =
                IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
        boolean varies = Arrays.stream(differences).distinct().count() > 1;
        boolean differs = Arrays.stream(differences).anyMatch(d -> d != 0);
        return new PairedTest(
                a.length,
                Arrays.stream(differences).average().orElseThrow(),
                a.length >= FEWEST_FOR_T && varies
                        ? OptionalDouble.of(
                                TTest.withDefaults().pairedTest(a, b).getPValue())
                        : OptionalDouble.empty(),
                a.length >= FEWEST_FOR_WILCOXON && differs
                        ? OptionalDouble.of(
                                WilcoxonSignedRankTest.withDefaults().test(a, b).getPValue())
                        : OptionalDouble.empty());
    }
}
