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

    /** Whether the step wants to end before its last iteration. */
    default boolean endsEarly() {
        return false;
    }

    /** Called once behind the last iteration: what the step leaves in the model beyond what its iterations did. */
    default void finish() {}

    @Override
    void close();
}
