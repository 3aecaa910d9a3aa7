// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.data.Batch;
import org.samda.model.SamdaModel;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Tensors;

/**
 * Embeddings that the generic encoder computes from the patches of each batch; it may be trained.
 *
 * @param model  lent
 * @param engine where it is, and in what precision it computes
 */
record EncodedNow(SamdaModel model, Engine engine) implements Embeddings {

    @Override
    public Tensor of(Batch batch) {
        try (Autocast autocast = Autocast.of(engine)) {
            Tensor images = Tensors.of(batch.cleanImages(), batch.n(), 1, batch.height(), batch.width());
            return model.embed(images.to(engine.torchDevice(), ScalarType.Float));
        }
    }
}
