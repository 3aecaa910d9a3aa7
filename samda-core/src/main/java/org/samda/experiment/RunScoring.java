// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.image.HistogramMatching;
import org.samda.image.LargestComponent;
import org.samda.inference.ForeignEmbedding;
import org.samda.inference.Segmenter;
import org.samda.training.StepWeights;
import org.samda.training.TrainingSetup;
import org.samda.training.ValidationConfig;

/** What follows the training of a run: post-processing is chosen, and the model is scored as it was after each step. */
final class RunScoring {
    private final TrainingData data;
    private final RunModel model;
    private final TrainingSetup setup;
    private final ScoringConfig config;
    private final Progress progress;

    /** Of the held-out source images; made once, because it takes reading all target images. */
    private final Optional<HistogramMatching> matching;

    RunScoring(TrainingData data, RunModel model, TrainingSetup setup, ScoringConfig config, Progress progress) {
        this.data = data;
        this.model = model;
        this.setup = setup;
        this.config = config;
        this.progress = progress;
        matching = data.heldOut().validation().isEmpty() ? Optional.empty() : data.matching(model.plan());
    }

    /**
     * Chosen on the held-out source images with the weights after step 1, and kept in the run; that of the run before
     * where there are no such images.
     *
     * @param steps that ran
     */
    LargestComponent postProcessing(Path run, List<Integer> steps, Consumer<String> log) {
        if (!steps.contains(1) || data.heldOut().validation().isEmpty()) {
            return model.postProcessing();
        }
        StepWeights.restore(run, 1, setup.model());
        Classes classes = data.source().orElseThrow().classes();
        Segmenter fitting = segmenter().matching(matching);
        RunValidation validation = RunValidation.of(data.heldOut().validation(), classes, fitting, progress);
        validation.write(run);
        log.accept(validation.summary(classes));
        return validation.postProcessing();
    }

    /** Leaves the weights after the last step in the model. */
    StepScores score(Path run, List<Integer> steps, LargestComponent postProcessing) {
        Optional<ForeignEmbedding> foreign = setup.model().hasGeneric() && config.shuffled()
                ? Optional.of(new ForeignEmbedding(setup.model(), model.plan(), setup.engine(), config.averaging()))
                : Optional.empty();
        return evaluation(postProcessing).score(run, setup.model(), foreign, steps);
    }

    /** What choosing by test labels would have brought; leaves the weights after the last step in the model. */
    Oracle oracle(
            Path run,
            List<Integer> steps,
            LargestComponent postProcessing,
            StepScores scores,
            ValidationConfig validation) {
        return new OracleScoring(data.tests(), evaluation(postProcessing))
                .score(run, setup.model(), scores, steps, validation);
    }

    /**
     * The label-free view of the adaptation; leaves the weights after the last step in the model.
     *
     * @param patches of both domains
     */
    AdaptationView view(Path run, List<Integer> steps, DomainPatches patches) {
        Optional<HistogramMatching> ofSource =
                matching.isPresent() || data.source().isEmpty() ? matching : data.matching(model.plan());
        return new AdaptationLook(setup, progress).look(run, steps, patches.draw(ofSource));
    }

    private StepEvaluation evaluation(LargestComponent postProcessing) {
        return new StepEvaluation(data.tests(), segmenter().with(postProcessing), matching, progress);
    }

    private Segmenter segmenter() {
        return Segmenter.of(setup.model(), model.plan(), setup.engine(), config.averaging());
    }
}
