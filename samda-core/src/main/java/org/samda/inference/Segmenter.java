// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VoxelSize;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;

/**
 * Segments images with a trained model, one section at a time.
 *
 * <p>An image is brought to the model's pixel size, z-scored, predicted in half-overlapping tiles, and the
 * probabilities are brought back to its own size. Several threads may use one segmenter at once; each takes memory for
 * its own image. The same image gives the same result, bit for bit, on one machine with one number of threads.
 */
public final class Segmenter {
    private final NetworkInputs inputs;
    private final TiledPrediction prediction;
    private final Supplier<String> identity;

    Segmenter(TileNetwork network, NetworkInputs inputs, int classes, Supplier<String> identity) {
        this.inputs = inputs;
        this.identity = identity;
        Plan plan = inputs.plan();
        prediction = new TiledPrediction(network, plan.patchWidth(), plan.patchHeight(), classes);
    }

    /**
     * Segments with a model from a file.
     *
     * @param model  lent: stays open while the segmenter is used; moved to the engine's device
     * @param engine where and how the network is computed
     * @param averaging over which images of a tile predictions are averaged
     */
    public static Segmenter of(LoadedModel model, Engine engine, Averaging averaging) {
        return of(model.model(), model.description().plan(), engine, averaging);
    }

    /** Segments with the weights that a model in memory has at the time; see {@link #of(LoadedModel, Engine, Averaging)}. */
    public static Segmenter of(SamdaModel model, Plan plan, Engine engine, Averaging averaging) {
        int classes = model.config().expert().classes();
        return new Segmenter(
                TileNetwork.of(model, engine, averaging),
                NetworkInputs.of(model, plan),
                classes,
                () -> Parameters.hash(model) + " " + engine + " " + plan + " " + averaging);
    }

    /** Equal for segmenters that give equal results; differs where weights or settings differ. */
    String identity() {
        return identity.get();
    }

    /**
     * The most probable class of each pixel.
     *
     * @param image     grey values as stored in the file
     * @param voxelSize where known; else the image is taken to have the target's pixel size
     * @return class indices 0..classes-1 at the image's size
     */
    public LabelImage segment(GreyImage image, Optional<VoxelSize> voxelSize) {
        return probabilities(image, voxelSize).labels();
    }

    /**
     * The probability of each class at each pixel, at the image's size; see {@link #segment}.
     *
     * @throws SamdaException if the image is too large at the model's pixel size, or the model's output is not finite
     */
    public ClassProbabilities probabilities(GreyImage image, Optional<VoxelSize> voxelSize) {
        List<GreyImage> logits = prediction.logits(inputs.of(image, voxelSize));
        return ClassProbabilities.softmax(logits).resampled(image.width(), image.height());
    }
}
