// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.samda.benchmark.BenchmarkResult;
import org.samda.config.Configs;

/**
 * What {@code samda bench} measured, for people.
 *
 * @param results one line each
 */
record BenchTable(List<BenchmarkResult> results) {
    private static final String ROW = "%-10s  %-56s  %-9s  %9s  %-9s  %10s  %8s";
    private static final double MEGABYTE = 1e6;

    Stream<String> lines() {
        String title = ROW.formatted("case", "what is done", "precision", "median", "unit", "% of limit", "memory");
        return Stream.concat(Stream.of(title), results.stream().map(BenchTable::line));
    }

    private static String line(BenchmarkResult result) {
        return ROW.formatted(
                        Configs.nameOf(result.measured()),
                        result.what(),
                        Configs.nameOf(result.precision()),
                        String.format(Locale.ROOT, "%.4g", result.median()),
                        result.unit(),
                        result.percentOfLimit().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "%.0f %%",
                                        result.percentOfLimit().getAsDouble())
                                : "",
                        result.peakBytes().isPresent()
                                ? "%.0f MB".formatted(result.peakBytes().getAsLong() / MEGABYTE)
                                : "")
                .stripTrailing();
    }
}
