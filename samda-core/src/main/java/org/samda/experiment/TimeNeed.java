// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import org.samda.training.AdaptationConfig;
import org.samda.training.TrainingConfig;
import org.samda.training.TrainingSpeed;

/** How long the steps of a run take at a measured speed. */
final class TimeNeed {
    /** An iteration without gradients takes about this part of one with them. */
    private static final double FORWARD = 1.0 / 3;

    /** Embeddings of an iteration of step 2: the pair's own, and those among which the pair is chosen. */
    private static final int EMBEDDINGS_OF_A_PAIR = 7;

    private TimeNeed() {}

    static RunForecast.Time of(RunConfig config, TrainingData data, TrainingSpeed speed) {
        TrainingConfig training = config.settings().training();
        List<Integer> steps = config.method().steps();
        boolean generic = config.method().encoder() != EncoderKind.NONE;
        boolean second = steps.contains(2)
                && (generic || training.adaptation().bottleneck())
                && data.target().isPresent();
        boolean third = steps.contains(3) && !data.shots().isEmpty();
        return new RunForecast.Time(
                steps.contains(1) ? step1(training, data, speed.supervised()) : 0,
                second ? step2(training.adaptation(), generic ? speed.embedding() : unetEncoder(speed)) : 0,
                third ? training.fewShot().iterations() * speed.supervised() : 0);
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

    private static double step2(AdaptationConfig adaptation, double embedding) {
        return EMBEDDINGS_OF_A_PAIR * embedding * adaptation.epochs() * adaptation.pairs();
    }
}
