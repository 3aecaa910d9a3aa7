// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samda.config.Configs;
import org.samda.inference.NnUNetModel;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.training.AdaptationConfig;
import org.samda.training.EmbeddingConfig;
import org.samda.training.SgdConfig;
import org.samda.training.SupervisedConfig;
import org.samda.training.TrainingConfig;
import org.samda.training.ValidationConfig;

/**
 * Says in words where a run deviates from the paper (PAPER section 3; the numbers are its rows), and nowhere else; what
 * the run does not do deviates from nothing.
 */
final class Deviations {
    /** Row 2. */
    private static final List<Integer> PAPER_PROJECTOR = List.of(256, 512, 512);

    private static final List<Integer> PAPER_STRIDES = List.of(2, 2, 2);

    /** Row 3. */
    private static final List<Integer> PAPER_FEATURES = List.of(32, 64, 128, 256, 512, 512, 512, 512);

    /** Row 8, but for what differs from step to step. */
    private static final double PAPER_MOMENTUM = 0.99;

    private static final double PAPER_DECAY = 3e-5;
    private static final double PAPER_POWER = 0.9;
    private static final SupervisedConfig PAPER_SOURCE = new SupervisedConfig(100, 250, 0.01);
    private static final SupervisedConfig PAPER_SHOTS = new SupervisedConfig(50, 250, 0.001);
    private static final double PAPER_RATE = 0.01;
    private static final int PAPER_EPOCHS = 10;

    /** Row 9. */
    private static final int PAPER_PAIRS = 20;

    private final RunConfig config;
    private final RunModel model;
    private final List<String> lines = new ArrayList<>();

    private Deviations(RunConfig config, RunModel model) {
        this.config = config;
        this.model = model;
    }

    /** @param model what the run's plan came to */
    static List<String> of(RunConfig config, RunModel model) {
        Deviations deviations = new Deviations(config, model);
        model.generic().ifPresent(deviations::addGeneric);
        deviations.addExpert(model.network().expert());
        AdaptationConfig adaptation = config.settings().training().adaptation();
        if ((model.generic().isPresent() || adaptation.bottleneck())
                && deviations.runs(2)
                && config.inputs().target().isPresent()) {
            deviations.addAdaptation(adaptation);
        }
        deviations.addEmbeddings();
        deviations.addOptimizer(config.settings().training().sgd());
        deviations.addData();
        deviations.addLength();
        return List.copyOf(deviations.lines);
    }

    private void addGeneric(SamdaModelConfig.GenericConfig generic) {
        EncoderKind encoder = config.method().encoder();
        EncoderTuning.Tuning tuning = config.settings().encoder().tuning();
        ProjectorConfig projector = generic.projector();
        add(
                encoder.published().isPresent() && generic.preprocessing().isEmpty(),
                "row 1: the generic encoder sees the U-Net's patch at its own pixel size, with its own normalisation and"
                        + " interpolated positions");
        add(
                !projector.channels().equals(PAPER_PROJECTOR)
                        || !projector.strides().equals(PAPER_STRIDES),
                "row 2: the projector's convolutions have %s channels and strides %s instead of %s and %s"
                        .formatted(
                                joined(projector.channels()),
                                joined(projector.strides()),
                                joined(PAPER_PROJECTOR),
                                joined(PAPER_STRIDES)));
        add(
                encoder.published().isPresent() && tuning != EncoderTuning.Tuning.FROZEN && runs(3),
                "row 6: step 3 trains the generic encoder too (" + Configs.nameOf(tuning) + ")");
        add(
                encoder == EncoderKind.TINY,
                "row 6: the generic encoder 'tiny' has no published weights; it is trained with the rest in the first"
                        + " supervised step and frozen afterwards");
    }

    private void addExpert(ExpertUNetConfig expert) {
        add(
                !expert.features().equals(PAPER_FEATURES),
                "row 3: the U-Net has %d stages of %s channels instead of %d of %s"
                        .formatted(
                                expert.stages(),
                                joined(expert.features()),
                                PAPER_FEATURES.size(),
                                joined(PAPER_FEATURES)));
        add(expert.pooling().isEmpty(), "row 4: strided convolutions instead of max pooling, as in nnU-Net");
        add(
                config.inputs().from().filter(NnUNetModel::isOne).isPresent(),
                "row 5: the U-Net starts with the weights of a network that nnU-Net trained, not from scratch");
    }

    private void addAdaptation(AdaptationConfig adaptation) {
        add(
                adaptation.optimizer() == AdaptationConfig.OptimizerKind.ADAM_W,
                "row 8: step 2 uses AdamW at " + adaptation.learningRate());
        add(
                adaptation.optimizer() == AdaptationConfig.OptimizerKind.SGD && adaptation.learningRate() != PAPER_RATE,
                "row 8: step 2 has the learning rate %s instead of %s"
                        .formatted(adaptation.learningRate(), PAPER_RATE));
        add(
                adaptation.weightDecay() != PAPER_DECAY,
                "row 8: step 2 has weight decay %s instead of %s".formatted(adaptation.weightDecay(), PAPER_DECAY));
        add(
                adaptation.pairs() != PAPER_PAIRS,
                "row 9: an epoch of step 2 has %d pairs instead of %d".formatted(adaptation.pairs(), PAPER_PAIRS));
        add(
                adaptation.pairing() == AdaptationConfig.Pairing.NEAREST,
                "row 10: pairs are nearest neighbours in pooled embedding space, drawn anew every epoch");
        addGuard(adaptation);
        add(
                model.generic().isEmpty(),
                "row 12: without a generic encoder step 2 aligns the U-Net's bottleneck and trains the U-Net's encoder");
        add(
                adaptation.loss() != AdaptationConfig.Loss.PERCEPTUAL,
                "step 2 has the loss '%s' instead of the perceptual loss (Eq. 2)"
                        .formatted(Configs.nameOf(adaptation.loss())));
    }

    private void addGuard(AdaptationConfig adaptation) {
        add(adaptation.anchored(), "row 11: the source side of step 2 is a frozen copy of what step 1 left");
        add(
                adaptation.balancedStyle() && adaptation.loss() == AdaptationConfig.Loss.PERCEPTUAL,
                "row 11: L_style is weighted to the size L_feat has at the start of step 2");
        add(
                adaptation.minimumVariance() > 0 || adaptation.minimumRank() > 0,
                "row 11: step 2 is undone if the target's features keep less than %s of their variance or %s of their"
                                .formatted(adaptation.minimumVariance(), adaptation.minimumRank())
                        + " effective rank");
        add(
                adaptation.keepSource() > 0,
                "row 11: step 2 keeps the source's features near those of step 1, weight " + adaptation.keepSource());
    }

    private void addEmbeddings() {
        add(
                config.settings().augmentation().spatial().resamples()
                        && config.method().steps().stream()
                                .filter(step -> step != 2)
                                .anyMatch(step -> RunEmbeddings.source(config, step) != EmbeddingConfig.Source.ENCODE),
                "rotation and scaling of patches turn and scale the kept embedding of the patch (embedding bank)");
    }

    private void addOptimizer(SgdConfig sgd) {
        if (!runs(1) && !runs(3)) {
            return;
        }
        add(
                sgd.momentum() != PAPER_MOMENTUM,
                "row 8: momentum %s instead of %s".formatted(sgd.momentum(), PAPER_MOMENTUM));
        add(
                sgd.weightDecay() != PAPER_DECAY,
                "row 8: weight decay %s instead of %s".formatted(sgd.weightDecay(), PAPER_DECAY));
        add(
                sgd.decayPower() != PAPER_POWER,
                "row 8: the learning rate decays with the power %s instead of %s"
                        .formatted(sgd.decayPower(), PAPER_POWER));
        add(
                sgd.averaging() > 0,
                "row 8: steps 1 and 3 end with the moving average of their weights, decay %s"
                        .formatted(sgd.averaging()));
    }

    private void addData() {
        ValidationConfig validation = config.settings().training().validation();
        boolean holdsOut = runs(1) && validation.holdsOut();
        add(
                holdsOut,
                "a fold of the source's annotated images (1 of %d) is held out for validation where there are enough"
                        .formatted(validation.folds()));
        add(
                holdsOut && validation.split() == ValidationConfig.Split.BLOCKS,
                "row 13: what is held out of a stack are neighbouring sections with a gap of %d, not random ones"
                        .formatted(validation.gap()));
        add(model.plan().pixelSize().isPresent(), "row 14: images are resampled to the target's pixel size");
        add(
                model.plan().downsampling() > 1,
                "row 14: the network works at %s times the size of the images' pixels"
                        .formatted(model.plan().downsampling()));
        add(
                config.settings().data().histogramMatching()
                        && config.inputs().source().isPresent()
                        && config.inputs().target().isPresent(),
                "row 14: source images get the grey value distribution of the target's training images");
        add(
                config.method().mode() == RunConfig.Mode.ROBUST,
                "row 15: like the paper's, this is one run with one seed; our reading of its figures is mean and deviation"
                        + " of at least three ('samda experiment')");
    }

    private void addLength() {
        TrainingConfig training = config.settings().training();
        addLength(1, training.source(), PAPER_SOURCE);
        addLength(
                3,
                config.isFromScratch()
                        ? training.fewShot().withRate(training.fromScratchLearningRate())
                        : training.fewShot(),
                PAPER_SHOTS);
        add(
                config.selfTrainsWithoutShots()
                        && runs(3)
                        && config.inputs().shots().equals(Optional.of(0)),
                "step 3 has no shots: it learns from the source's annotated images and, with weight %s, from the target's raw"
                                .formatted(training.selfTraining())
                        + " ones, labelled by the average of its own weights so far (self-training)");
        int epochs = training.adaptation().epochs();
        add(
                model.generic().isPresent() && runs(2) && epochs != PAPER_EPOCHS,
                "step 2 has %d epochs instead of %d".formatted(epochs, PAPER_EPOCHS));
    }

    private void addLength(int step, SupervisedConfig found, SupervisedConfig paper) {
        add(
                runs(step) && found.learningRate() != paper.learningRate(),
                "step %d has the learning rate %s instead of %s"
                        .formatted(step, found.learningRate(), paper.learningRate()));
        add(
                runs(step)
                        && (found.epochs() != paper.epochs()
                                || found.iterationsPerEpoch() != paper.iterationsPerEpoch()),
                "preset %s: step %d has %d epochs of %d iterations instead of %d of %d"
                        .formatted(
                                Configs.nameOf(config.method().preset()),
                                step,
                                found.epochs(),
                                found.iterationsPerEpoch(),
                                paper.epochs(),
                                paper.iterationsPerEpoch()));
    }

    private boolean runs(int step) {
        return config.method().steps().contains(step);
    }

    private void add(boolean condition, String text) {
        if (condition) {
            lines.add(text);
        }
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
