// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Paired tests of every two methods with the same shots: over the seeds of each pair, and over pairs. */
final class TestsTable {
    private static final double SMALLEST_SHOWN = 0.001;

    private TestsTable() {}

    static StudyTable of(Figures figures) {
        List<StudyTable.Row> rows = new ArrayList<>();
        List<String> pairs =
                figures.study().pairs().stream().map(StudyConfig.Pair::name).toList();
        for (String pair : pairs) {
            compare(figures, pair, column -> figures.bySeed(pair, column, StudyScore.UNION), rows);
        }
        if (pairs.size() > 1) {
            compare(figures, "all pairs", column -> means(figures, pairs, column), rows);
        }
        return new StudyTable(
                "Paired differences in Dice of the foreground",
                List.of("pair", "shots", "methods", "mean difference", "n", "p (t test)", "p (Wilcoxon)"),
                rows,
                List.of(
                        "Two-sided, over seeds (over pairs where it says all pairs), not corrected for the number of comparisons. A single difference is not shown; with fewer than %d there is no t test, with fewer than %d no Wilcoxon test."
                                .formatted(PairedTest.FEWEST_FOR_T, PairedTest.FEWEST_FOR_WILCOXON)));
    }

    /** By pair, the mean over its seeds. */
    private static Map<String, Double> means(Figures figures, List<String> pairs, StudyConfig.Column column) {
        Map<String, Double> means = new LinkedHashMap<>();
        pairs.forEach(pair ->
                figures.summary(pair, column, StudyScore.UNION).ifPresent(summary -> means.put(pair, summary.mean())));
        return means;
    }

    private static <K> void compare(
            Figures figures,
            String name,
            Function<StudyConfig.Column, ? extends Map<K, Double>> values,
            List<StudyTable.Row> rows) {
        List<StudyConfig.Method> methods = figures.study().methods();
        for (int shots : figures.outcome().shots()) {
            for (int i = 0; i < methods.size(); i++) {
                for (StudyConfig.Method other : methods.subList(i + 1, methods.size())) {
                    Map<K, Double> first =
                            values.apply(new StudyConfig.Column(methods.get(i).name(), shots));
                    Map<K, Double> second = values.apply(new StudyConfig.Column(other.name(), shots));
                    List<K> common =
                            first.keySet().stream().filter(second::containsKey).toList();
                    if (common.size() > 1) {
                        PairedTest test = PairedTest.of(
                                common.stream().map(first::get).toList(),
                                common.stream().map(second::get).toList());
                        String names = methods.get(i).name() + " - " + other.name();
                        rows.add(row(name, Integer.toString(shots), names, test));
                    }
                }
            }
        }
    }

    private static StudyTable.Row row(String pair, String shots, String methods, PairedTest test) {
        return new StudyTable.Row(
                pair,
                Stream.of(
                                shots,
                                methods,
                                String.format(Locale.ROOT, "%+.3f", test.difference()),
                                Integer.toString(test.count()),
                                p(test.tTest(), test.count(), PairedTest.FEWEST_FOR_T),
                                p(test.wilcoxon(), test.count(), PairedTest.FEWEST_FOR_WILCOXON))
                        .map(StudyTable.Cell::plain)
                        .toList());
    }

    private static String p(OptionalDouble value, int count, int fewest) {
        if (count < fewest) {
            return "n too small";
        }
        if (value.isEmpty()) {
            return "no spread";
        }
        return value.getAsDouble() < SMALLEST_SHOWN
                ? "< 0.001"
                : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }
}
