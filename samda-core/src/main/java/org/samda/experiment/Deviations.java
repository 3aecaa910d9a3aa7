// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import org.samda.config.Configs;
import org.samda.training.AdaptationConfig;
import org.samda.training.EmbeddingConfig;
import org.samda.training.TrainingConfig;

/** Says in words where a run deviates from the paper (PAPER section 3; the numbers are its rows). */
final class Deviations {
    private static final double PAPER_MOMENTUM = 0.99;
    private static final double PAPER_RATE = 0.01;
    private static final double PAPER_SHOT_RATE = 0.001;
    private static final int PAPER_STAGES = 8;
    private static final int PAPER_FEATURES = 32;

    private Deviations() {}

    static List<String> of(RunConfig config) {
        List<String> deviations = new ArrayList<>();
        deviations.add("row 4: strided convolutions instead of max pooling, as in nnU-Net");
        if (config.method().encoder() != EncoderKind.NONE) {
            addGeneric(deviations, config);
        }
        if (config.method().encoder() != EncoderKind.NONE
                || config.settings().training().adaptation().bottleneck()) {
            addAdaptation(deviations, config);
        }
        addData(deviations, config.settings());
        addLength(deviations, config);
        return deviations;
    }

    private static void addGeneric(List<String> deviations, RunConfig config) {
        add(
                deviations,
                config.method().encoder().published().isPresent(),
                "row 1: the generic encoder sees the U-Net's patch at its own pixel size, with its own normalisation and"
                        + " interpolated positions");
        EncoderTuning.Tuning tuning = config.settings().encoder().tuning();
        add(
                deviations,
                config.method().encoder().published().isPresent()
                        && tuning != EncoderTuning.Tuning.FROZEN
                        && config.method().steps().contains(3),
                "row 6: step 3 trains the generic encoder too (" + Configs.nameOf(tuning) + ")");
        add(
                deviations,
                config.method().encoder() == EncoderKind.TINY,
                "row 6: the generic encoder 'tiny' has no published weights; it is trained with the rest in the first"
                        + " supervised step and frozen afterwards");
    }

    private static void addAdaptation(List<String> deviations, RunConfig config) {
        AdaptationConfig adaptation = config.settings().training().adaptation();
        add(
                deviations,
                config.method().encoder() == EncoderKind.NONE,
                "row 12: without a generic encoder step 2 aligns the U-Net's bottleneck and trains the U-Net's encoder");
        add(
                deviations,
                adaptation.loss() != AdaptationConfig.Loss.PERCEPTUAL,
                "step 2 has the loss '%s' instead of the perceptual loss (Eq. 2)"
                        .formatted(Configs.nameOf(adaptation.loss())));
        add(
                deviations,
                resamplesEmbeddings(config),
                "rotation and scaling of patches turn and scale the kept embedding of the patch (embedding bank)");
        add(
                deviations,
                adaptation.optimizer() == AdaptationConfig.OptimizerKind.ADAM_W,
                "row 8: step 2 uses AdamW at " + adaptation.learningRate());
        add(
                deviations,
                adaptation.pairing() == AdaptationConfig.Pairing.NEAREST,
                "row 10: pairs are nearest neighbours in pooled embedding space, drawn anew every epoch");
        add(
                deviations,
                adaptation.anchored(),
                "row 11: the source side of step 2 is a frozen copy of what step 1 left");
        add(
                deviations,
                adaptation.minimumVariance() > 0 || adaptation.minimumRank() > 0,
                "row 11: step 2 is undone if the target's features keep less than %s of their variance or %s of their"
                                .formatted(adaptation.minimumVariance(), adaptation.minimumRank())
                        + " effective rank");
        add(
                deviations,
                adaptation.keepSource() > 0,
                "row 11: step 2 keeps the source's features near those of step 1, weight " + adaptation.keepSource());
        add(
                deviations,
                adaptation.balancedStyle() && adaptation.loss() == AdaptationConfig.Loss.PERCEPTUAL,
                "row 11: L_style is weighted to the size L_feat has at the start of step 2");
    }

    private static boolean resamplesEmbeddings(RunConfig config) {
        return config.settings().augmentation().spatial().resamples()
                && config.method().steps().stream()
                        .filter(step -> step != 2)
                        .anyMatch(step -> RunEmbeddings.source(config, step) != EmbeddingConfig.Source.ENCODE);
    }

    private static void addData(List<String> deviations, Settings settings) {
        add(
                deviations,
                settings.data().commonPixelSize(),
                "row 14: images are resampled to the target's pixel size, up to "
                        + settings.plan().downsampling() + " times coarser");
        add(
                deviations,
                settings.training().validation().holdsOut(),
                "a fold of the source's annotated images (1 of %d) is held out for validation where there are enough"
                        .formatted(settings.training().validation().folds()));
        add(
                deviations,
                settings.data().histogramMatching(),
                "row 14: source images get the grey value distribution of the target's training images");
    }

    private static void addLength(List<String> deviations, RunConfig config) {
        TrainingConfig training = config.settings().training();
        double momentum = training.sgd().momentum();
        double averaging = training.sgd().averaging();
        PlanConfig plan = config.settings().plan();
        add(
                deviations,
                plan.stages() != PAPER_STAGES || plan.baseFeatures() != PAPER_FEATURES,
                "row 3: at most %d stages from %d channels instead of 8 from 32"
                        .formatted(plan.stages(), plan.baseFeatures()));
        add(
                deviations,
                training.source().learningRate() != PAPER_RATE
                        || training.fewShot().learningRate() != PAPER_SHOT_RATE,
                "learning rates: step 1 %s, step 3 %s instead of 0.01 and 0.001"
                        .formatted(
                                training.source().learningRate(),
                                training.fewShot().learningRate()));
        add(deviations, momentum != PAPER_MOMENTUM, "row 8: momentum %s instead of 0.99".formatted(momentum));
        add(
                deviations,
                averaging > 0,
                "row 8: steps 1 and 3 end with the moving average of their weights, decay %s".formatted(averaging));
        deviations.add("preset %s: step 1 has %d iterations, step 3 %d (paper: 25000 and 12500)"
                .formatted(
                        config.method().preset(),
                        training.source().iterations(),
                        training.fewShot().iterations()));
    }

    private static void add(List<String> deviations, boolean condition, String text) {
        if (condition) {
            deviations.add(text);
        }
    }
}
