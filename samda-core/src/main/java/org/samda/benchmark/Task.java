// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.samda.torch.Precision;

/**
 * Something to be timed.
 *
 * @param what      is done, in words
 * @param precision in which
 * @param unit      of the results
 * @param amount    that is done at once, in the unit times seconds; not read where the unit is seconds
 * @param flop      multiplications and additions, where they are worked out
 * @param warmUps   repetitions that are not measured: they prepare memory, libtorch's kernels and Java's compiler
 * @param workload  makes what does it
 */
record Task(
        String what,
        Precision precision,
        BenchmarkUnit unit,
        double amount,
        OptionalDouble flop,
        int warmUps,
        Supplier<Workload> workload) {
    /** Of work that takes about a second. */
    static final int WARM_UPS = 2;

    /** Timed in seconds. */
    static Task seconds(String what, Precision precision, OptionalDouble flop, Supplier<Workload> workload) {
        return new Task(what, precision, BenchmarkUnit.SECONDS, 0, flop, WARM_UPS, workload);
    }

    /** Multiplications and additions a second behind a result. */
    double flopPerSecond(double value) {
        double perSecond = unit == BenchmarkUnit.SECONDS ? 1 / value : value / amount;
        return flop.orElseThrow() * perSecond;
    }
}
