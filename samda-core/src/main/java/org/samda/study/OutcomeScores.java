// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures of a study, found by what they are of. */
final class OutcomeScores {
    private final Map<Cell, List<Double>> dice = new HashMap<>();
    private final List<StudyScore> scores;

    /** What has one figure for each seed. */
    private record Cell(String pair, String method, int shots, String target) {}

    OutcomeScores(StudyOutcome outcome) {
        scores = outcome.scores();
        scores.forEach(score -> dice.computeIfAbsent(cell(score.place(), score.target()), c -> new ArrayList<>())
                .add(score.dice()));
    }

    private static Cell cell(StudyScore.Place place, String target) {
        return new Cell(place.pair(), place.method(), place.shots(), target);
    }

    /** Over the seeds that there are; the place's own seed does not matter. */
    Optional<DiceSpread> of(StudyScore.Place place, String target) {
        return DiceSpread.of(dice.getOrDefault(cell(place, target), List.of()));
    }

    /** What was scored on a pair: all foreground together first, then each class where there are several. */
    List<String> targets(String pair) {
        List<String> classes = scores.stream()
                .filter(score -> score.place().pair().equals(pair))
                .map(StudyScore::target)
                .filter(target -> !target.equals(StudyScore.UNION))
                .distinct()
                .toList();
        return Stream.concat(Stream.of(StudyScore.UNION), classes.size() > 1 ? classes.stream() : Stream.empty())
                .toList();
    }

    /** Whether a run has been scored. */
    boolean has(StudyScore.Place place) {
        return scores.stream()
                .anyMatch(score ->
                        score.target().equals(StudyScore.UNION) && score.place().equals(place));
    }
}
