// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.samda.data.AugmentationConfig;
import org.samda.data.PatchSampler;
import org.samda.data.Plan;
import org.samda.data.PreparedImages;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingCase;
import org.samda.training.DomainAdaptation;
import org.samda.training.FewShotTraining;
import org.samda.training.SourceTraining;
import org.samda.training.SupervisedConfig;
import org.samda.training.TrainingConfig;
import org.samda.training.TrainingSetup;
import org.samda.training.TrainingStep;
import org.samda.training.Validation;
import org.samda.training.ValidationConfig;

/** The steps of a run with their data: those that were asked for and have something to learn from. */
final class RunSteps {
    private final RunConfig config;
    private final TrainingData data;
    private final Plan plan;
    private final TrainingSetup setup;
    private final PreparedImages images;

    RunSteps(RunConfig config, TrainingData data, Plan plan, TrainingSetup setup, PreparedImages images) {
        this.config = config;
        this.data = data;
        this.plan = plan;
        this.setup = setup;
        this.images = images;
    }

    /** Steps that run: step 2 needs a generic encoder and a target, step 3 needs shots. */
    List<Integer> numbers() {
        return config.method().steps().stream().filter(this::isPossible).toList();
    }

    private boolean isPossible(int step) {
        return switch (step) {
            case 2 -> setup.model().hasGeneric() && data.target().isPresent();
            case 3 -> !data.shots().isEmpty();
            default -> true;
        };
    }

    /** What makes each step when its turn comes; images are read then. */
    SortedMap<Integer, TrainingStep.Factory> factories() {
        SortedMap<Integer, TrainingStep.Factory> factories = new TreeMap<>();
        numbers().forEach(step -> factories.put(step, first -> factory(step).open(first)));
        return factories;
    }

    private TrainingStep.Factory factory(int step) {
        TrainingConfig training = config.settings().training();
        return switch (step) {
            case 1 ->
                SourceTraining.of(training.source(), setup, augmented(data.readSource(plan, images), 1), validation());
            case 2 ->
                DomainAdaptation.of(
                        training.adaptation(),
                        setup,
                        augmented(data.readRawSource(plan, images), 2),
                        augmented(data.readRawTarget(plan, images), 3));
            default -> FewShotTraining.of(fewShot(training), setup, augmented(data.readShots(plan, images), 4));
        };
    }

    /** From random weights the step needs the learning rate of a start. */
    private SupervisedConfig fewShot(TrainingConfig training) {
        boolean fromScratch =
                config.inputs().from().isEmpty() && !config.method().steps().contains(1);
        SupervisedConfig fewShot = training.fewShot();
        return fromScratch ? fewShot.withRate(training.fromScratchLearningRate()) : fewShot;
    }

    private Optional<Validation> validation() {
        ValidationConfig validation = config.settings().training().validation();
        List<TrainingCase> heldOut = data.readHeldOut(plan, images);
        return heldOut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Validation(validation, sampler(heldOut, AugmentationConfig.NONE, 5)));
    }

    private PatchSampler augmented(List<TrainingCase> cases, int stream) {
        AugmentationConfig augmentation =
                config.settings().augmentation().forPatch(plan.patchWidth(), plan.patchHeight());
        return sampler(cases, augmentation, stream);
    }

    private PatchSampler sampler(List<TrainingCase> cases, AugmentationConfig augmentation, int stream) {
        SamplerConfig sampler = new SamplerConfig(
                plan.patchWidth(),
                plan.patchHeight(),
                plan.batchSize(),
                config.settings().data().foregroundFraction(),
                setup.model().config().takesOriginalGrey());
        return new PatchSampler(cases, sampler, augmentation, config.compute().seed() * 8 + stream);
    }
}
