// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.data.Batch;
import org.samda.model.SamdaModel;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/**
 * What all steps of a run share.
 *
 * @param model        lent; its weights are what training changes
 * @param engine       device, threads and precision
 * @param sgd          optimiser of steps 1 and 3
 * @param encoder      what of the generic encoder is trained
 * @param batchThreads threads that prepare batches ahead, at least 1
 * @param embeddings   where the generic encoder's embeddings come from
 */
public record TrainingSetup(
        SamdaModel model,
        Engine engine,
        SgdConfig sgd,
        EncoderTraining encoder,
        int batchThreads,
        Embeddings embeddings) {

    /** With embeddings that are computed from each batch. */
    public TrainingSetup(SamdaModel model, Engine engine, SgdConfig sgd, EncoderTraining encoder, int batchThreads) {
        this(model, engine, sgd, encoder, batchThreads, new EncodedNow(model, engine));
    }

    /** The same with embeddings from elsewhere. */
    public TrainingSetup with(Embeddings other) {
        return new TrainingSetup(model, engine, sgd, encoder, batchThreads, other);
    }

    /** The weights that some step changes, by name, in the caller's scope; all others are those of a published encoder. */
    Map<String, Tensor> changing() {
        Map<String, Tensor> changing = new LinkedHashMap<>(Parameters.named(model));
        changing.keySet().removeIf(name -> !encoder.changes(EncoderTraining.partOf(name)));
        return changing;
    }

    /** The U-Net's input, float32 [N, 1, H, W]. */
    Tensor images(Batch batch) {
        return Tensors.of(batch.images(), batch.n(), 1, batch.height(), batch.width())
                .to(engine.torchDevice(), ScalarType.Float);
    }

    /** The model's raw class scores at each resolution, full resolution first, each float [N, K, h, w]. */
    List<Tensor> scores(Batch batch) {
        return scores(batch, model.expert().heads());
    }

    /** The same at the highest resolutions only, at least 1. */
    List<Tensor> scores(Batch batch, int resolutions) {
        try (Autocast autocast = Autocast.of(engine)) {
            return model.hasGeneric()
                    ? model.forwardWithEmbedding(images(batch), embeddings.of(batch), resolutions)
                    : model.expert().forward(images(batch), resolutions);
        }
    }

    /** Class indices, int64 [N, H, W]. */
    Tensor labels(Batch batch) {
        return Tensors.of(batch.labels(), batch.n(), batch.height(), batch.width())
                .to(engine.torchDevice(), ScalarType.Long);
    }
}
