// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.samda.domainshift.ObjectComparison;
import org.samda.training.StepWeights;

/**
 * Undoes self-training that made things worse, as far as that can be seen without labels: it confirms what the network
 * believes, right or wrong.
 *
 * <p>It is kept where the shapes of the predicted objects came closer to those of the source's annotated ones, by the
 * distance of the distributions of solidity. In the four runs that this rule was made from (docs/RESULTS.md) Dice rose where
 * that distance fell (three runs) and fell where it rose; entropy, numbers and areas of objects told nothing.
 */
final class SelfTrainingGuard {
    private static final int STEP = 3;

    private SelfTrainingGuard() {}

    /**
     * Why self-training has to be undone; empty where it may stay, or where there is nothing to judge by.
     *
     * @param states of the model by step, step 3 being self-training
     */
    static Optional<String> objection(List<AdaptationView.State> states) {
        int last = states.size() - 1;
        if (last < 1 || states.get(last).step() != STEP) {
            return Optional.empty();
        }
        Optional<Double> before = states.get(last - 1).comparison().map(ObjectComparison::solidityDistance);
        Optional<Double> after = states.get(last).comparison().map(ObjectComparison::solidityDistance);
        return before.flatMap(from -> after.filter(to -> to > from).map(to -> sentence(from, to)));
    }

    /** Puts the weights from before self-training in the place of those after it. */
    static void undo(Path run, List<AdaptationView.State> states, Consumer<String> log) {
        StepWeights.replace(run, STEP, states.get(states.size() - 2).step());
        log.accept(
                "warning: step 3 without shots (self-training) was undone, the model is that of before: the objects it finds"
                        + " became less like the source's in shape. Annotate a few images of the target (--shots).");
    }

    private static String sentence(double from, double to) {
        return String.format(
                Locale.ROOT,
                "Self-training was undone: it made the shapes of the predicted objects less like the source's (distance of"
                        + " solidity %.2f -> %.2f). The model is that of before.",
                from,
                to);
    }
}
