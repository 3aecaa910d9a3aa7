// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.evaluation.ScoreAccumulator;
import org.samda.evaluation.Scores;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.inference.ForeignEmbedding;
import org.samda.inference.Segmenter;
import org.samda.io.AtomicFiles;
import org.samda.model.SamdaModel;
import org.samda.training.StepWeights;

/**
 * Scores the model as it was after each step on the run's labelled test images, and draws the first image of each test
 * set: the image, then for each step right pixels green, missed ones blue, wrong ones red.
 */
final class StepEvaluation {
    private final List<TrainingData.TestSet> tests;
    private final Segmenter segmenter;
    private final Progress progress;
    private final Map<String, List<java.awt.image.BufferedImage>> pictures = new LinkedHashMap<>();

    StepEvaluation(List<TrainingData.TestSet> tests, Segmenter segmenter, Progress progress) {
        this.tests = tests;
        this.segmenter = segmenter;
        this.progress = progress;
    }

    /** Puts the weights after each step into the model in turn; at the end it holds those of the last one. */
    StepScores score(Path run, SamdaModel model, Optional<ForeignEmbedding> foreign, List<Integer> steps) {
        List<StepScores.Entry> entries = new ArrayList<>();
        for (int step : steps) {
            StepWeights.restore(run, step, model);
            for (TrainingData.TestSet test : tests) {
                entries.add(new StepScores.Entry(step, test.name(), score(test, step)));
            }
        }
        foreign.ifPresent(other -> addShuffled(entries, other, steps.get(steps.size() - 1)));
        pictures.forEach((test, panels) ->
                AtomicFiles.write(run.resolve("report").resolve(StepScores.pictureOf(test)), Overlay.png(panels)));
        return new StepScores(entries);
    }

    private void addShuffled(List<StepScores.Entry> entries, ForeignEmbedding foreign, int step) {
        tests.forEach(test -> scoreShuffled(test, foreign, step)
                .ifPresent(
                        scores -> entries.add(new StepScores.Entry(step, test.name() + StepScores.SHUFFLED, scores))));
    }

    /**
     * With every image the generic encoder sees the one half the test set further on: neighbours in a stack are too much
     * alike. Empty where there is no other image, or images differ in size.
     */
    private Optional<Scores> scoreShuffled(TrainingData.TestSet test, ForeignEmbedding foreign, int step) {
        Classes classes = test.dataset().classes();
        ScoreAccumulator accumulator = accumulator(classes);
        int count = test.images().size();
        progress.start("scoring step " + step + ", embeddings shuffled", count);
        try {
            for (int i = 0; i < count; i++) {
                DatasetImage image = test.images().get(i);
                GreyImage pixels = image.readImage();
                GreyImage other = test.images().get((i + count / 2) % count).readImage();
                if (count == 1 || other.width() != pixels.width() || other.height() != pixels.height()) {
                    return Optional.empty();
                }
                LabelImage labels = image.readLabels(classes, pixels).orElseThrow();
                accumulator.add(
                        image.stem(),
                        foreign.segment(pixels, other, test.dataset().voxelSize()),
                        labels);
                progress.at(i + 1, image.stem());
            }
        } finally {
            progress.end();
        }
        return Optional.of(accumulator.scores());
    }

    private static ScoreAccumulator accumulator(Classes classes) {
        return new ScoreAccumulator(
                IntStream.range(1, classes.count()).mapToObj(classes::name).toList());
    }

    private Scores score(TrainingData.TestSet test, int step) {
        Classes classes = test.dataset().classes();
        ScoreAccumulator accumulator = accumulator(classes);
        progress.start("scoring step " + step, test.images().size());
        try {
            int done = 0;
            for (DatasetImage image : test.images()) {
                GreyImage pixels = image.readImage();
                LabelImage labels = image.readLabels(classes, pixels).orElseThrow();
                LabelImage prediction = segmenter.segment(pixels, test.dataset().voxelSize());
                accumulator.add(image.stem(), prediction, labels);
                if (done == 0) {
                    draw(test.name(), pixels, prediction, labels);
                }
                progress.at(++done, image.stem());
            }
        } finally {
            progress.end();
        }
        return accumulator.scores();
    }

    private void draw(String test, GreyImage image, LabelImage prediction, LabelImage labels) {
        pictures.computeIfAbsent(test, t -> new ArrayList<>(List.of(Overlay.panel(image, Optional.empty(), labels))))
                .add(Overlay.panel(image, Optional.of(prediction), labels));
    }
}
