// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paper's table 2: pairs x methods with some shots, and the mean over pairs; the best of every row is marked. */
final class PairsTable {

    private PairsTable() {}

    static StudyTable of(Figures figures) {
        List<StudyConfig.Column> columns = figures.study().tableColumns();
        List<String> pairs =
                figures.study().pairs().stream().map(StudyConfig.Pair::name).toList();
        List<StudyTable.Row> rows = new ArrayList<>();
        for (String pair : pairs) {
            rows.add(new StudyTable.Row(
                    pair,
                    figures.cells(
                            columns.stream()
                                    .map(column -> figures.summary(pair, column, StudyScore.UNION))
                                    .toList(),
                            columns.stream()
                                    .map(column -> figures.paper(pair, column))
                                    .toList())));
        }
        if (pairs.size() > 1) {
            rows.add(new StudyTable.Row(
                    "mean over pairs",
                    figures.cells(
                            columns.stream()
                                    .map(column -> overPairs(figures, column, pairs))
                                    .toList(),
                            columns.stream()
                                    .map(column -> paperOverPairs(figures, column, pairs))
                                    .toList())));
        }
        return new StudyTable(
                "Dice of the foreground on all pairs",
                Stream.concat(Stream.of("pair"), columns.stream().map(column -> heading(figures, column)))
                        .toList(),
                rows,
                notes(figures, rows));
    }

    private static List<String> notes(Figures figures, List<StudyTable.Row> rows) {
        boolean hasPaper = rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> cell.text().contains("("));
        String others = figures.study().pairs().stream()
                .map(StudyConfig.Pair::name)
                .filter(pair -> !figures.paperPair(pair).equals(pair))
                .map(pair -> "%s beside %s".formatted(figures.paperPair(pair), pair))
                .collect(Collectors.joining(", "));
        String which = others.isEmpty() ? "" : " (" + others + ")";
        return hasPaper ? List.of("In brackets: the paper's figures%s, single runs.".formatted(which)) : List.of();
    }

    private static String heading(Figures figures, StudyConfig.Column column) {
        return figures.study().method(column.method()).title() + ", " + StudyConfig.shotsInWords(column.shots());
    }

    /** Mean over pairs for each seed that has all of them, then over seeds. */
    private static Optional<DiceSpread> overPairs(Figures figures, StudyConfig.Column column, List<String> pairs) {
        List<Double> means = new ArrayList<>();
        for (long seed : figures.study().seeds()) {
            List<Double> values = pairs.stream()
                    .map(pair -> Optional.ofNullable(
                            figures.bySeed(pair, column, StudyScore.UNION).get(seed)))
                    .flatMap(Optional::stream)
                    .toList();
            if (values.size() == pairs.size()) {
                DiceSpread.of(values).ifPresent(spread -> means.add(spread.mean()));
            }
        }
        return DiceSpread.of(means);
    }

    private static OptionalDouble paperOverPairs(Figures figures, StudyConfig.Column column, List<String> pairs) {
        List<Double> values = pairs.stream()
                .map(pair -> figures.paper(pair, column))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return values.size() == pairs.size()
                ? values.stream().mapToDouble(Double::doubleValue).average()
                : OptionalDouble.empty();
    }
}
