// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.evaluation.ScoreAccumulator;
import org.samda.evaluation.Scores;
import org.samda.inference.Segmenter;
import org.samda.model.SamdaModel;
import org.samda.training.TrainingLoop;

/** Scores the model as it was after each step on the run's labelled test images. */
final class StepEvaluation {
    private final TrainingData data;
    private final Segmenter segmenter;
    private final Progress progress;

    StepEvaluation(TrainingData data, Segmenter segmenter, Progress progress) {
        this.data = data;
        this.segmenter = segmenter;
        this.progress = progress;
    }

    /** Puts the weights after each step into the model in turn; at the end it holds those of the last one. */
    StepScores score(Path run, SamdaModel model, List<Integer> steps) {
        List<StepScores.Entry> entries = new ArrayList<>();
        for (int step : steps) {
            TrainingLoop.restore(run, step, model);
            for (TrainingData.TestSet test : data.tests()) {
                entries.add(new StepScores.Entry(step, test.name(), score(test, step)));
            }
        }
        return new StepScores(entries);
    }

    private Scores score(TrainingData.TestSet test, int step) {
        Classes classes = test.dataset().classes();
        ScoreAccumulator accumulator = new ScoreAccumulator(
                IntStream.range(1, classes.count()).mapToObj(classes::name).toList());
        progress.start("scoring step " + step, test.images().size());
        try {
            int done = 0;
            for (DatasetImage image : test.images()) {
                accumulator.add(
                        image.stem(),
                        segmenter.segment(image.readImage(), test.dataset().voxelSize()),
                        image.readLabels(classes).orElseThrow());
                progress.at(++done, image.stem());
            }
        } finally {
            progress.end();
        }
        return accumulator.scores();
    }
}
