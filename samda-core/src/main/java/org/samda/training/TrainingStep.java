// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * One of the paper's three steps, ready to run. Owns its optimiser and its batch threads; close it to free them.
 *
 * <p>Everything it does in an iteration follows from the weights, its {@link #state} and the iteration's number.
 */
public interface TrainingStep extends AutoCloseable {

    /** Makes a step when its turn comes. */
    interface Factory {

        /**
         * @param firstIteration the iteration it will be asked for first; above 0 when an interrupted run goes on
         * @return a step on the model's weights as they are now; the caller closes it
         */
        TrainingStep open(long firstIteration);
    }

    /** The file for the best weights that a step has come to so far. */
    interface BestWeights {

        /** Puts the model's weights into the file, in one move. */
        void keep();

        /** Puts those in the file into the model. */
        void restore();
    }

    /** 1, 2 or 3. */
    int number();

    int epochs();

    int iterationsPerEpoch();

    /** Tensors that must be kept, beside the model's weights, to go on as if never interrupted; lent. */
    Map<String, Tensor> state();

    /**
     * One iteration: forward, backward, update.
     *
     * @return what to write into the metrics, by name; the first is shown as progress
     */
    Map<String, Double> iterate(long iteration);

    /**
     * Called behind the last iteration of each epoch, and again when a run goes on from there. It leaves the model as it
     * was, and {@link #state} says what has been done: an epoch that has its figures does not get them again.
     *
     * @param epoch counted from 0
     * @param best  where weights go that are the best so far
     * @return what to write into the metrics, by name, the first is shown as progress; empty if there is nothing to do,
     *     or if the thread was interrupted before it was done
     */
    default Map<String, Double> validate(int epoch, BestWeights best) {
        return Map.of();
    }

    /** Whether the step wants to end before its last iteration. */
    default boolean endsEarly() {
        return false;
    }

    /** Does something while the model has the weights that the step would end with now; they are lent. */
    default void asIfEnded(Runnable action) {
        action.run();
    }

    /**
     * Called once behind the last iteration: what the step leaves in the model beyond what its iterations did.
     *
     * @param best what {@link #validate} kept
     */
    default void finish(BestWeights best) {}

    @Override
    void close();
}
