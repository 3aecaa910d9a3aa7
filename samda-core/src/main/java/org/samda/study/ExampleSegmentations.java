// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.evaluation.ScoreAccumulator;
import org.samda.image.LabelImage;

/**
 * What the methods make of one test image: a row for no shots and one for the most shots, all with the first seed.
 *
 * @param image the image
 * @param rows  by shots, ascending; none without segmentations
 * @param notes which ones are missing, and why
 */
record ExampleSegmentations(ExampleImage image, List<Row> rows, List<String> notes) {

    /**
     * The methods with one number of shots.
     *
     * @param title such as {@code 10 shots}
     */
    record Row(String title, List<Segmented> methods) {}

    /**
     * A method's segmentation.
     *
     * @param title of the method
     * @param dice  of this section alone, all foreground together
     */
    record Segmented(String title, double dice, LabelImage labels) {}

    ExampleSegmentations {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * Segments with the models that there are.
     *
     * @throws SamdaException if there is no labelled test image
     */
    static ExampleSegmentations of(StudyOutcome outcome, StudyOutcome.Pair pair, StudyModels models) {
        ExampleImage image = ExampleImage.of(pair);
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int shots : shown(outcome)) {
            List<Segmented> segmented = new ArrayList<>();
            for (StudyOutcome.Method method : outcome.methods()) {
                run(outcome, pair, method, shots).ifPresent(run -> {
                    try {
                        segmented.add(segmented(method.title(), models.segment(run, image), image));
                    } catch (SamdaException e) {
                        notes.add("%s, %s, is left out: %s"
                                .formatted(method.title(), StudyConfig.shotsInWords(shots), e.getMessage()));
                    }
                });
            }
            if (!segmented.isEmpty()) {
                rows.add(new Row(StudyConfig.shotsInWords(shots), segmented));
            }
        }
        return new ExampleSegmentations(image, rows, notes);
    }

    /** None, and the most. */
    static List<Integer> shown(StudyOutcome outcome) {
        List<Integer> shots = outcome.shots();
        return shots.isEmpty()
                ? List.of()
                : Stream.of(shots.get(0), shots.get(shots.size() - 1))
                        .filter(each -> each == 0 || each.equals(shots.get(shots.size() - 1)))
                        .distinct()
                        .toList();
    }

    private static Optional<Path> run(
            StudyOutcome outcome, StudyOutcome.Pair pair, StudyOutcome.Method method, int shots) {
        return outcome.firstSeed(pair)
                .map(seed -> outcome.runs().get(new StudyScore.Place(pair.name(), method.name(), shots, seed)));
    }

    private static Segmented segmented(String title, LabelImage labels, ExampleImage image) {
        ScoreAccumulator accumulator = new ScoreAccumulator(image.classes().foregroundNames());
        accumulator.add(image.name(), labels, image.labels());
        return new Segmented(title, accumulator.scores().dice(), labels);
    }
}
