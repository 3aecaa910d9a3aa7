// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.samda.bank.BankForecast;
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
import org.samda.training.Unlabelled;
import org.samda.training.Validation;
import org.samda.training.ValidationConfig;

/** The steps of a run with their data: those that were asked for and have something to learn from. */
final class RunSteps {
    private final RunConfig config;
    private final TrainingData data;
    private final Plan plan;
    private final RunEmbeddings embeddings;
    private final TrainingSetup setup;
    private final PreparedImages images;

    RunSteps(RunConfig config, TrainingData data, Plan plan, RunEmbeddings embeddings, PreparedImages images) {
        this.config = config;
        this.data = data;
        this.plan = plan;
        this.embeddings = embeddings;
        setup = embeddings.setup();
        this.images = images;
    }

    /**
     * Steps that run: step 2 needs a target and a generic encoder (PAPER row 12: or the setting for none), step 3 shots or
     * self-training.
     */
    List<Integer> numbers() {
        return config.method().steps().stream()
                .filter(step -> runs(step, config, data))
                .toList();
    }

    /** Whether step 3 is self-training alone. */
    boolean areSelfTraining() {
        return data.shots().isEmpty() && numbers().contains(3);
    }

    /** Whether a step is asked for and has something to learn from. */
    static boolean runs(int step, RunConfig config, TrainingData data) {
        boolean possible = switch (step) {
            case 2 ->
                data.target().isPresent()
                        && (config.method().encoder() != EncoderKind.NONE
                                || config.settings().training().adaptation().bottleneck());
            case 3 -> !data.shots().isEmpty() || config.selfTrainsWithoutShots();
            default -> true;
        };
        return possible && config.method().steps().contains(step);
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
            case 1 -> source(training);
            case 2 -> adaptation(training);
            default -> data.shots().isEmpty() ? selfTraining(training) : fewShot(training);
        };
    }

    private TrainingStep.Factory source(TrainingConfig training) {
        List<TrainingCase> cases = data.readSource(plan, images);
        List<TrainingCase> heldOut = data.readHeldOut(plan, images);
        TrainingSetup own = with(
                1,
                need -> need.supervised(1, BankNeed.sizesOf(cases)).plus(need.validation(BankNeed.sizesOf(heldOut))));
        return SourceTraining.of(training.source(), own, augmented(cases, 1, 1), validation(heldOut));
    }

    private TrainingStep.Factory adaptation(TrainingConfig training) {
        List<TrainingCase> source = data.readRawSource(plan, images);
        List<TrainingCase> target = data.readRawTarget(plan, images);
        TrainingSetup own = with(2, need -> need.adaptation(BankNeed.sizesOf(source), BankNeed.sizesOf(target)));
        return DomainAdaptation.of(training.adaptation(), own, raw(source, 2), raw(target, 3));
    }

    private TrainingStep.Factory fewShot(TrainingConfig training) {
        List<TrainingCase> shots = data.readShots(plan, images);
        TrainingSetup own = with(3, need -> need.supervised(3, BankNeed.sizesOf(shots)));
        return FewShotTraining.of(fewShotConfig(training), own, augmented(shots, 3, 4), Optional.empty());
    }

    private TrainingStep.Factory selfTraining(TrainingConfig training) {
        List<TrainingCase> source = data.readSource(plan, images);
        List<TrainingCase> raw = data.readRawTarget(plan, images);
        TrainingSetup own = with(
                3,
                need -> need.supervised(3, BankNeed.sizesOf(source)).plus(need.supervised(3, BankNeed.sizesOf(raw))));
        return FewShotTraining.of(
                fewShotConfig(training), own, augmented(source, 3, 4), Optional.of(unlabelled(raw, training)));
    }

    private Unlabelled unlabelled(List<TrainingCase> raw, TrainingConfig training) {
        AugmentationConfig plain = new AugmentationConfig(augmentation().spatial(), AugmentationConfig.Intensity.NONE);
        return new Unlabelled(sampler(raw, plain, 3, 6), augmented(raw, 3, 6), training.selfTraining());
    }

    private TrainingSetup with(int step, Function<BankNeed, BankForecast> forecast) {
        return setup.model().hasGeneric() ? embeddings.setup(step, forecast.apply(embeddings.need())) : setup;
    }

    /** From random weights the step needs the learning rate of a start. */
    private SupervisedConfig fewShotConfig(TrainingConfig training) {
        SupervisedConfig fewShot = training.fewShot();
        return config.isFromScratch() ? fewShot.withRate(training.fromScratchLearningRate()) : fewShot;
    }

    private Optional<Validation> validation(List<TrainingCase> heldOut) {
        ValidationConfig validation = config.settings().training().validation();
        return heldOut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Validation(validation, sampler(heldOut, AugmentationConfig.NONE, 1, 5)));
    }

    private PatchSampler augmented(List<TrainingCase> cases, int step, int stream) {
        return sampler(cases, augmentation(), step, stream);
    }

    /**
     * Step 2 looks at grey values as they are, and on the lattice patches are not varied at all, so that each tile is
     * encoded once.
     */
    private PatchSampler raw(List<TrainingCase> cases, int stream) {
        AugmentationConfig.Spatial spatial = embeddings.needsLattice(2)
                ? AugmentationConfig.Spatial.NONE
                : augmentation().spatial();
        return sampler(cases, new AugmentationConfig(spatial, AugmentationConfig.Intensity.NONE), 2, stream);
    }

    private AugmentationConfig augmentation() {
        return config.settings().augmentation().forPatch(plan.patchWidth(), plan.patchHeight());
    }

    private PatchSampler sampler(List<TrainingCase> cases, AugmentationConfig augmentation, int step, int stream) {
        SamplerConfig sampler = new SamplerConfig(
                plan.patchWidth(),
                plan.patchHeight(),
                plan.batchSize(),
                config.settings().data().foregroundFraction(),
                setup.model().config().takesOriginalGrey());
        return new PatchSampler(
                cases,
                embeddings.needsLattice(step) ? sampler.onLattice() : sampler,
                augmentation,
                config.compute().seed() * 8 + stream);
    }
}
