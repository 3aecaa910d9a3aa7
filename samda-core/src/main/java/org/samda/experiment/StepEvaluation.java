// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.evaluation.ScoreAccumulator;
import org.samda.evaluation.Scores;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LabelImage;
import org.samda.inference.ForeignEmbedding;
import org.samda.inference.Segmenter;
import org.samda.io.AtomicFiles;
import org.samda.model.SamdaModel;
import org.samda.training.StepWeights;

/**
 * Scores the model as it was after each step on the run's labelled test images, and draws the first image of each test
 * set (the middle section of a volume): the image, then for each step right pixels green, missed ones blue, wrong ones red.
 */
final class StepEvaluation {
    private final List<TrainingData.TestSet> tests;
    private final Segmenter segmenter;
    private final Optional<HistogramMatching> matching;
    private final Progress progress;
    private final Map<String, List<java.awt.image.BufferedImage>> pictures = new LinkedHashMap<>();

    /** @param matching what source images go through before the network, for the test sets that are of it */
    StepEvaluation(
            List<TrainingData.TestSet> tests,
            Segmenter segmenter,
            Optional<HistogramMatching> matching,
            Progress progress) {
        this.tests = tests;
        this.matching = matching;
        this.segmenter = segmenter;
        this.progress = progress;
    }

    /** Puts the weights after each step into the model in turn; at the end it holds those of the last one. */
    StepScores score(Path run, SamdaModel model, Optional<ForeignEmbedding> foreign, List<Integer> steps) {
        List<StepScores.Entry> entries = new ArrayList<>();
        for (int step : steps) {
            StepWeights.restore(run, step, model);
            for (TrainingData.TestSet test : tests) {
                entries.add(new StepScores.Entry(step, test.name(), scores(test, "scoring step " + step, true)));
            }
        }
        foreign.ifPresent(other -> addShuffled(entries, other, steps.get(steps.size() - 1)));
        pictures.forEach((test, panels) ->
                AtomicFiles.write(run.resolve("report").resolve(StepScores.pictureOf(test)), Overlay.png(panels)));
        return new StepScores(entries);
    }

    private void addShuffled(List<StepScores.Entry> entries, ForeignEmbedding foreign, int step) {
        tests.stream()
                .filter(test -> !test.matched())
                .forEach(test -> scoreShuffled(test, foreign, step)
                        .ifPresent(scores ->
                                entries.add(new StepScores.Entry(step, test.name() + StepScores.SHUFFLED, scores))));
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
                List<GreyImage> planes = image.readImage();
                List<GreyImage> other =
                        test.images().get((i + count / 2) % count).readImage();
                Optional<List<LabelImage>> prediction = count == 1 || !isSameSize(planes, other)
                        ? Optional.empty()
                        : foreign.segment(planes, other, image.voxelSize());
                if (prediction.isEmpty()) {
                    return Optional.empty();
                }
                accumulator.add(
                        image.stem(),
                        prediction.get(),
                        image.readLabels(classes, planes).orElseThrow());
                progress.at(i + 1, image.stem());
            }
        } finally {
            progress.end();
        }
        return Optional.of(accumulator.scores());
    }

    private static boolean isSameSize(List<GreyImage> one, List<GreyImage> other) {
        return one.size() == other.size()
                && one.get(0).width() == other.get(0).width()
                && one.get(0).height() == other.get(0).height();
    }

    private static ScoreAccumulator accumulator(Classes classes) {
        return new ScoreAccumulator(classes.foregroundNames());
    }

    /** Pooled foreground Dice of the model as it is; draws nothing. */
    double score(TrainingData.TestSet test, String work) {
        return scores(test, work, false).dice();
    }

    private Scores scores(TrainingData.TestSet test, String work, boolean draws) {
        Classes classes = test.dataset().classes();
        ScoreAccumulator accumulator = accumulator(classes);
        Segmenter fitting = test.matched() ? segmenter.matching(matching) : segmenter;
        progress.start(work, test.images().size());
        try {
            int done = 0;
            for (DatasetImage image : test.images()) {
                List<GreyImage> planes = image.readImage();
                List<LabelImage> labels = image.readLabels(classes, planes).orElseThrow();
                List<LabelImage> prediction = fitting.segment(planes, image.voxelSize());
                accumulator.add(image.stem(), prediction, labels);
                if (draws && done == 0) {
                    int middle = planes.size() / 2;
                    draw(test.name(), planes.get(middle), prediction.get(middle), labels.get(middle));
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
