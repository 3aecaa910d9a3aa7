// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.data.Batch;
import org.samda.image.GreyImage;
import org.samda.model.SamdaModel;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Tensors;

/**
 * What a model makes of patches inside: its features at a few positions, and its probabilities.
 *
 * <p>Means over positions would say nothing: instance normalisation makes them the same for every patch.
 */
public final class PatchProbe {
    /** Of a patch, spread over it; all where there are fewer. */
    private static final int POSITIONS = 8;

    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final SamdaModel model;
    private final Engine engine;

    /** @param model lent; looked at with the weights it has at the time, on the engine's device */
    public PatchProbe(SamdaModel model, Engine engine) {
        this.model = model;
        this.engine = engine;
    }

    /**
     * The features of one patch.
     *
     * @param positions a row of channels for each position looked at; of all patches of one size as many
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Features(double[][] positions) {}

    /**
     * What was seen, patch by patch.
     *
     * @param bottleneck    the U-Net's deepest features, En
     * @param generic       the adapted embeddings, phi_s; empty without a generic encoder
     * @param probabilities at the working pixel size
     */
    public record Seen(
            List<Features> bottleneck, Optional<List<Features>> generic, List<ClassProbabilities> probabilities) {

        public Seen {
            bottleneck = List.copyOf(bottleneck);
            generic = generic.map(List::copyOf);
            probabilities = List.copyOf(probabilities);
        }
    }

    /** Looks at a batch; all tensors made here end with the scope. */
    public Seen look(Batch batch) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            Tensor images = tensor(batch.images(), batch);
            List<Tensor> stages = model.expert().encode(images);
            List<Features> bottleneck = sampled(stages.get(stages.size() - 1));
            if (!model.hasGeneric()) {
                Tensor logits = model.forward(images, images, 1).get(0);
                return new Seen(bottleneck, Optional.empty(), probabilities(logits));
            }
            Tensor embedding = model.embed(tensor(batch.cleanImages(), batch));
            Tensor logits = model.forwardWithEmbedding(images, embedding, 1).get(0);
            return new Seen(bottleneck, Optional.of(sampled(model.project(embedding))), probabilities(logits));
        }
    }

    private Tensor tensor(float[] values, Batch batch) {
        return Tensors.of(values, batch.n(), 1, batch.height(), batch.width())
                .to(engine.torchDevice(), ScalarType.Float);
    }

    /** @param features float [N, C, h, w] */
    private static List<Features> sampled(Tensor features) {
        int channels = Math.toIntExact(features.size(1));
        int places = Math.toIntExact(features.size(2) * features.size(3));
        float[] values = Tensors.floats(features);
        List<Features> sampled = new ArrayList<>();
        for (int n = 0; n < features.size(0); n++) {
            double[][] positions = new double[Math.min(places, POSITIONS)][channels];
            for (int i = 0; i < positions.length; i++) {
                for (int c = 0; c < channels; c++) {
                    positions[i][c] = values[(n * channels + c) * places + place(i, positions.length, places)];
                }
            }
            sampled.add(new Features(positions));
        }
        return sampled;
    }

    /** One from each of so many equal stretches, at a place in it that changes, so that no column is preferred. */
    private static int place(int index, int count, int places) {
        double part = index * GOLDEN_RATIO;
        return (int) ((index + part - Math.floor(part)) * places / count);
    }

    /** @param logits float [N, classes, H, W] */
    private static List<ClassProbabilities> probabilities(Tensor logits) {
        int classes = Math.toIntExact(logits.size(1));
        int height = Math.toIntExact(logits.size(2));
        int width = Math.toIntExact(logits.size(3));
        float[] values = Tensors.floats(logits);
        List<ClassProbabilities> patches = new ArrayList<>();
        for (int n = 0; n < logits.size(0); n++) {
            List<GreyImage> scores = new ArrayList<>();
            for (int c = 0; c < classes; c++) {
                float[] pixels = new float[height * width];
                System.arraycopy(values, (n * classes + c) * pixels.length, pixels, 0, pixels.length);
                scores.add(new GreyImage(width, height, pixels));
            }
            patches.add(ClassProbabilities.softmax(scores));
        }
        return patches;
    }
}
