// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Optional;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/**
 * A linear layer with what LoRA may add to it. Not a module of its own: both are registered with the layer's owner, so that
 * the layer keeps its official name.
 *
 * @param layer as published
 * @param added its low-rank addition
 */
record AdaptedLinear(LinearImpl layer, Optional<LowRank> added) {
    /** Ends the name of an addition, behind the name of its layer. */
    static final String SUFFIX = "_lora";

    Tensor forward(Tensor tokens) {
        Tensor own = layer.forward(tokens);
        return added.map(lora -> own.add(lora.forward(tokens))).orElse(own);
    }

    void merge() {
        added.ifPresent(lora -> lora.mergeInto(layer));
    }
}
