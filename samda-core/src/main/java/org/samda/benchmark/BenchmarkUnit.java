// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

/** What a result counts. */
public enum BenchmarkUnit {
    /** Less is better. */
    SECONDS("s"),
    MEGAPIXELS_PER_SECOND("Mpx/s"),
    PATCHES_PER_SECOND("patches/s"),
    TERAFLOPS("TFLOP/s"),
    GIGABYTES_PER_SECOND("GB/s");

    private final String symbol;

    BenchmarkUnit(String symbol) {
        this.symbol = symbol;
    }

    /** A result from what one repetition does, in this unit times seconds, and how long it took. */
    double of(double amount, double seconds) {
        return this == SECONDS ? seconds : amount / seconds;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
