// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.samda.benchmark.BenchmarkResult;
import org.samda.config.Configs;

/**
 * What {@code samda bench} measured, as it is shown.
 *
 * @param results one line each
 */
record BenchTable(List<BenchmarkResult> results) {
    private static final String ROW = "%-10s  %-60s  %-9s  %9s  %-9s  %10s  %8s";
    private static final double MEGABYTE = 1e6;

    Stream<String> lines() {
        String title = ROW.formatted("case", "what is done", "precision", "median", "unit", "% of limit", "memory");
        return Stream.concat(Stream.of(title), results.stream().map(BenchTable::line));
    }

    /** The same for programs; what is not known is left out. */
    List<Map<String, Object>> json() {
        return results.stream().map(BenchTable::json).toList();
    }

    private static Map<String, Object> json(BenchmarkResult result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("case", Configs.nameOf(result.measured()));
        object.put("what", result.what());
        object.put("precision", Configs.nameOf(result.precision()));
        object.put("threads", result.threads());
        object.put("unit", result.unit().toString());
        object.put("median", result.median());
        object.put("values", result.values());
        result.flop().ifPresent(flop -> object.put("flop", flop));
        result.percentOfLimit().ifPresent(percent -> object.put("percentOfLimit", percent));
        result.peakBytes().ifPresent(bytes -> object.put("peakMemoryMb", Math.round(bytes / MEGABYTE)));
        return object;
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
