// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The paper's table 1: methods x shots, for one pair; the best method of every column is marked. */
final class ShotsTable {

    private ShotsTable() {}

    /** @param target class, or {@link StudyScore#UNION} */
    static StudyTable of(Figures figures, String pair, String target) {
        List<Integer> shots = figures.outcome().shots();
        List<StudyConfig.Method> methods = figures.study().methods();
        boolean union = target.equals(StudyScore.UNION);
        List<List<StudyTable.Cell>> columns = new ArrayList<>();
        boolean hasPaper = false;
        for (int number : shots) {
            List<StudyConfig.Column> places = methods.stream()
                    .map(method -> new StudyConfig.Column(method.name(), number))
                    .toList();
            List<Optional<DiceSpread>> found = places.stream()
                    .map(place -> figures.summary(pair, place, target))
                    .toList();
            List<OptionalDouble> paper = places.stream()
                    .map(place -> union && counts(figures, place) ? figures.paper(pair, place) : OptionalDouble.empty())
                    .toList();
            hasPaper |= paper.stream().anyMatch(OptionalDouble::isPresent);
            columns.add(figures.cells(found, paper));
        }
        List<StudyTable.Row> rows = IntStream.range(0, methods.size())
                .mapToObj(i -> new StudyTable.Row(
                        methods.get(i).title(),
                        columns.stream().map(column -> column.get(i)).toList()))
                .toList();
        return new StudyTable(
                "%s: Dice of %s by annotated target images".formatted(pair, union ? "the foreground" : target),
                Stream.concat(Stream.of("method"), shots.stream().map(StudyConfig::shotsInWords))
                        .toList(),
                rows,
                hasPaper ? List.of(note(figures.paperPair(pair))) : List.of());
    }

    private static boolean counts(Figures figures, StudyConfig.Column place) {
        return figures.study().method(place.method()).counts(place.shots());
    }

    private static String note(String pair) {
        return "In brackets: the paper's figures for %s, single runs.".formatted(pair);
    }
}
