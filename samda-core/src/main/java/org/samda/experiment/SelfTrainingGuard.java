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
 * <p>It is kept only where the shapes of the predicted objects came closer to those of the source's annotated ones, by a tenth
 * at least of the distance of the distributions of solidity. In the six runs on electron microscopy that this rule was made from
 * (docs/RESULTS.md) Dice rose where that distance fell by .22 to .32 of itself (four runs), and fell where it rose or fell by
 * .02 (two runs); entropy, numbers and areas of objects told nothing.
 */
final class SelfTrainingGuard {
    private static final int STEP = 3;

    /** Less of a change is chance: it comes from some dozens of objects. */
    private static final double NEEDED = 0.9;

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
        return before.flatMap(from -> after.filter(to -> to > NEEDED * from).map(to -> sentence(from, to)));
    }

    /** Puts the weights from before self-training in the place of those after it. */
    static void undo(Path run, List<AdaptationView.State> states, Consumer<String> log) {
        StepWeights.replace(run, STEP, states.get(states.size() - 2).step());
        log.accept(
                "warning: step 3 without shots (self-training) was undone, the model is that of before: the objects it finds"
                        + " became no more like the source's in shape. Annotate a few images of the target (--shots).");
    }

    private static String sentence(double from, double to) {
        return String.format(
                Locale.ROOT,
                "Self-training was undone: it did not make the shapes of the predicted objects more like the source's"
                        + " (distance of solidity %.2f -> %.2f). The model is that of before.",
                from,
                to);
    }
}
