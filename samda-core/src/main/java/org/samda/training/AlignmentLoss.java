// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** How far the features of a pair are from each other: what step 2 makes small. */
interface AlignmentLoss extends AutoCloseable {

    /**
     * The loss of a pair; one that learns itself learns from the pair first. Gradients go where the arguments come from.
     *
     * @param source float32 [1, C, H, W]
     * @param target float32 [1, C, H, W]
     */
    Terms between(Tensor source, Tensor target);

    /** What the loss has learnt itself, by name, lent; see {@link TrainingStep#state}. */
    default Map<String, Tensor> state() {
        return Map.of();
    }

    @Override
    default void close() {}

    /**
     * A loss and what it consists of.
     *
     * @param total a float32 scalar
     * @param parts for the metrics, by name, float32 scalars
     */
    record Terms(Tensor total, Map<String, Tensor> parts) {}
}
