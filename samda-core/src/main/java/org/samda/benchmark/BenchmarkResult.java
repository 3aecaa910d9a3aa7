// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.samda.torch.Precision;

/**
 * What was measured of a case.
 *
 * @param measured       the case
 * @param what           was done in each repetition, in words
 * @param precision      number format of the expensive operations
 * @param threads        of one operation
 * @param unit           of the values
 * @param values         one for each repetition, at least one, in their order
 * @param flop           multiplications and additions of a repetition, where they are worked out
 * @param percentOfLimit what the median reaches of the fastest matrix product in the same precision, 0 to about 100
 * @param peakBytes      most memory that the process took meanwhile, where the system tells
 */
public record BenchmarkResult(
        BenchmarkCase measured,
        String what,
        Precision precision,
        int threads,
        BenchmarkUnit unit,
        List<Double> values,
        OptionalDouble flop,
        OptionalDouble percentOfLimit,
        OptionalLong peakBytes) {

    public BenchmarkResult {
        values = List.copyOf(values);
    }

    /** The value in the middle, or the mean of the two there. */
    public double median() {
        return median(values);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
