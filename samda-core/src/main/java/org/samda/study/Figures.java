// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks up what a study found, and the paper's figure beside it. */
final class Figures {
    private final StudyConfig study;
    private final StudyOutcome outcome;
    private final PaperFigures paper;

    Figures(StudyConfig study, StudyOutcome outcome, PaperFigures paper) {
        this.study = study;
        this.outcome = outcome;
        this.paper = paper;
    }

    StudyOutcome outcome() {
        return outcome;
    }

    StudyConfig study() {
        return study;
    }

    /** The union first, then every class. */
    List<String> targets() {
        return Stream.concat(
                        Stream.of(StudyScore.UNION), outcome.scores().stream().map(StudyScore::target))
                .distinct()
                .toList();
    }

    /** Pooled Dice by seed; figures that are no numbers are left out. */
    SortedMap<Long, Double> bySeed(String pair, StudyConfig.Column column, String target) {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        outcome.scores().stream()
                .filter(score -> score.place().pair().equals(pair)
                        && score.place().method().equals(column.method())
                        && score.place().shots() == column.shots()
                        && score.target().equals(target)
                        && Double.isFinite(score.dice()))
                .forEach(score -> bySeed.put(score.place().seed(), score.dice()));
        return bySeed;
    }

    /** Over seeds; empty where there is no figure yet. */
    Optional<DiceSpread> summary(String pair, StudyConfig.Column column, String target) {
        return DiceSpread.of(List.copyOf(bySeed(pair, column, target).values()));
    }

    /** The paper's pair whose figures stand beside those of this one. */
    String paperPair(String pair) {
        return study.pairs().stream()
                .filter(each -> each.name().equals(pair))
                .findFirst()
                .map(StudyConfig.Pair::paperPair)
                .orElse(pair);
    }

    OptionalDouble paper(String pair, StudyConfig.Column column) {
        return study.method(column.method())
                .paper()
                .map(row -> paper.dice(paperPair(pair), row, column.shots()))
                .orElse(OptionalDouble.empty());
    }

    /** A row or a column of cells, the best of them marked where there are several. */
    List<StudyTable.Cell> cells(List<Optional<DiceSpread>> summaries, List<OptionalDouble> papers) {
        double best = summaries.stream()
                .flatMap(Optional::stream)
                .mapToDouble(DiceSpread::mean)
                .max()
                .orElse(0);
        long present = summaries.stream().filter(Optional::isPresent).count();
        return IntStream.range(0, summaries.size())
                .mapToObj(i -> new StudyTable.Cell(
                        text(summaries.get(i), papers.get(i)),
                        present > 1
                                && summaries
                                        .get(i)
                                        .filter(s -> rounded(s.mean()) == rounded(best))
                                        .isPresent()))
                .toList();
    }

    private String text(Optional<DiceSpread> summary, OptionalDouble published) {
        String found = summary.map(s -> s + (s.count() < study.seeds().size() ? " [n = " + s.count() + "]" : ""))
                .orElse("");
        String beside = published.isPresent() ? String.format(Locale.ROOT, " (%.3f)", published.getAsDouble()) : "";
        return (found + beside).strip();
    }

    /** As it is shown: equal figures are equally good. */
    private static long rounded(double dice) {
        return Math.round(dice * 1000);
    }
}
