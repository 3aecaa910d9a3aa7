// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import org.samda.training.AdaptationConfig;
import org.samda.training.EmbeddingConfig;
import org.samda.training.TrainingConfig;
import org.samda.training.TrainingSpeed;

/** How long the steps of a run take at a measured speed. */
final class TimeNeed {
    /** An iteration without gradients takes about this part of one with them. */
    private static final double FORWARD = 1.0 / 3;

    /** Embeddings of an iteration of step 2: the pair's own, and those among which the pair is chosen. */
    private static final int EMBEDDINGS_OF_A_PAIR = 7;

    private TimeNeed() {}

    static RunForecast.Time of(RunConfig config, TrainingData data, RunModel model, TrainingSpeed speed) {
        TrainingConfig training = config.settings().training();
        // Without shots self-training: another iteration, and a pass of the teacher.
        double lessons = data.shots().isEmpty() ? 2 + FORWARD : 1;
        return new RunForecast.Time(
                RunSteps.runs(1, config, data)
                        ? step1(training, data, iteration(1, config, model, speed))
                                + bank(1, config, data, model, speed)
                        : 0,
                RunSteps.runs(2, config, data) ? step2(config, data, model, speed) : 0,
                RunSteps.runs(3, config, data)
                        ? training.fewShot().iterations() * lessons * iteration(3, config, model, speed)
                                + bank(3, config, data, model, speed)
                        : 0);
    }

    /** With a bank an iteration needs no pass of the encoder. */
    private static double iteration(int step, RunConfig config, RunModel model, TrainingSpeed speed) {
        boolean bank = RunEmbeddings.source(config, step) == EmbeddingConfig.Source.BANK;
        return Math.max(0, speed.supervised() - (bank ? model.plan().batchSize() * speed.embedding() : 0));
    }

    /** To fill the bank, if it is empty. */
    private static double bank(int step, RunConfig config, TrainingData data, RunModel model, TrainingSpeed speed) {
        return speed.embedding() * BankNeed.of(step, config, data, model).passes();
    }

    private static double step1(TrainingConfig training, TrainingData data, double iteration) {
        double validations = data.heldOut().validation().isEmpty()
                ? 0
                : (double) training.source().epochs() * training.validation().iterations();
        return iteration * (training.source().iterations() + FORWARD * validations);
    }

    /** A patch through the U-Net's encoder, at most: without gradients, and without the decoder. */
    private static double unetEncoder(TrainingSpeed speed) {
        return FORWARD / 2 * speed.supervised();
    }

    private static double step2(RunConfig config, TrainingData data, RunModel model, TrainingSpeed speed) {
        AdaptationConfig adaptation = config.settings().training().adaptation();
        boolean generic = config.method().encoder() != EncoderKind.NONE;
        double embedding = generic ? speed.embedding() : unetEncoder(speed);
        return RunEmbeddings.source(config, 2) == EmbeddingConfig.Source.BANK
                ? bank(2, config, data, model, speed)
                : EMBEDDINGS_OF_A_PAIR * embedding * adaptation.epochs() * adaptation.pairs();
    }
}
