// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Optional;
import org.samda.data.Plan;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VoxelSize;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;

/**
 * Segments an image while the generic encoder sees another one: if the result is as good as with its own embedding, the
 * decoder does not use the generic branch.
 */
public final class ForeignEmbedding {
    private final NetworkInputs inputs;
    private final TiledPrediction prediction;

    /**
     * @param model  lent; with a generic encoder
     * @param averaging over which images of a tile predictions are averaged
     */
    public ForeignEmbedding(SamdaModel model, Plan plan, Engine engine, Averaging averaging) {
        inputs = NetworkInputs.of(model, plan);
        prediction = new TiledPrediction(
                TileNetwork.of(model, engine, averaging),
                plan.patchWidth(),
                plan.patchHeight(),
                model.config().expert().classes());
    }

    /**
     * The most probable class of each pixel.
     *
     * @param image     grey values as stored in the file
     * @param seen      what the generic encoder sees in its place, of the same size
     * @param voxelSize of both, where known
     * @return class indices at the image's size
     */
    public LabelImage segment(GreyImage image, GreyImage seen, Optional<VoxelSize> voxelSize) {
        InputChannel own = inputs.of(image, voxelSize).get(0);
        InputChannel foreign = inputs.of(seen, voxelSize).get(1);
        return ClassProbabilities.softmax(prediction.logits(List.of(own, foreign)))
                .resampled(image.width(), image.height())
                .labels();
    }
}
