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

/** What a model makes of patches inside: its features, pooled, and its probabilities. */
public final class PatchProbe {
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
     * @param means     of each channel over all positions
     * @param variances of each channel over all positions
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Features(double[] means, double[] variances) {}

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
            List<Features> bottleneck = pooled(stages.get(stages.size() - 1));
            if (!model.hasGeneric()) {
                Tensor logits = model.forward(images, images, 1).get(0);
                return new Seen(bottleneck, Optional.empty(), probabilities(logits));
            }
            Tensor embedding = model.embed(tensor(batch.cleanImages(), batch));
            Tensor logits = model.forwardWithEmbedding(images, embedding, 1).get(0);
            return new Seen(
                    bottleneck, Optional.of(pooled(model.project(embedding))), probabilities(logits));
        }
    }

    private Tensor tensor(float[] values, Batch batch) {
        return Tensors.of(values, batch.n(), 1, batch.height(), batch.width())
                .to(engine.torchDevice(), ScalarType.Float);
    }

    /** @param features float [N, C, h, w] */
    private static List<Features> pooled(Tensor features) {
        int channels = Math.toIntExact(features.size(1));
        int positions = Math.toIntExact(features.size(2) * features.size(3));
        float[] values = Tensors.floats(features);
        List<Features> pooled = new ArrayList<>();
        for (int n = 0; n < features.size(0); n++) {
            Features patch = new Features(new double[channels], new double[channels]);
            for (int c = 0; c < channels; c++) {
                pool(values, (n * channels + c) * positions, positions, patch, c);
            }
            pooled.add(patch);
        }
        return pooled;
    }

    private static void pool(float[] values, int from, int count, Features into, int channel) {
        double mean = 0;
        for (int i = from; i < from + count; i++) {
            mean += values[i];
        }
        mean /= count;
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        into.means()[channel] = mean;
        into.variances()[channel] = squares / count;
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
