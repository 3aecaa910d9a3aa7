// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;

/** Where a step gets the generic encoder's embeddings of its patches from. */
@FunctionalInterface
public interface Embeddings {

    /**
     * The embedding of each patch of a batch, h_SAM.
     *
     * @return float [N, outChannels, h, w] on the model's device, in the caller's scope
     */
    Tensor of(Batch batch);
}
