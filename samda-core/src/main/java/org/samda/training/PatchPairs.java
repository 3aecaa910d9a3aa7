// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.data.PatchSampler;
import org.samda.torch.Autocast;
import org.samda.torch.Tensors;

/** Draws the pairs of source and target patches that step 2 compares (PAPER rows 9 and 10). */
final class PatchPairs {
    private final AdaptationConfig config;
    private final TrainingSetup setup;
    private final PatchSampler source;
    private final PatchSampler target;

    PatchPairs(AdaptationConfig config, TrainingSetup setup, PatchSampler source, PatchSampler target) {
        this.config = config;
        this.setup = setup;
        this.source = source;
        this.target = target;
    }

    /** A source patch and the target patch it is compared with. */
    record Pair(Batch source, Batch target) {}

    /** The frozen generic encoder's embedding of a patch, float [1, C, h, w]; without gradients. */
    Tensor embedding(Batch patch) {
        try (NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(setup.engine())) {
            return setup.embeddings().of(patch);
        }
    }

    /**
     * The pairs of an epoch: the same for the same epoch and the same embedding.
     *
     * @param embedding what nearness is measured by, float [1, C, h, w]
     */
    List<Pair> of(int epoch, Function<Batch, Tensor> embedding) {
        int drawn = config.pairing() == AdaptationConfig.Pairing.RANDOM ? 0 : epoch;
        List<Batch> targets = patches(target, drawn, config.pairs());
        if (config.pairing() == AdaptationConfig.Pairing.RANDOM) {
            List<Batch> sources = patches(source, drawn, config.pairs());
            return IntStream.range(0, config.pairs())
                    .mapToObj(i -> new Pair(sources.get(i), targets.get(i)))
                    .toList();
        }
        return nearest(targets, patches(source, drawn, AdaptationConfig.CANDIDATES * config.pairs()), embedding);
    }

    /** Every target patch with the nearest source patch that is not yet taken. */
    private static List<Pair> nearest(List<Batch> targets, List<Batch> candidates, Function<Batch, Tensor> embedding) {
        List<float[]> embeddings =
                candidates.stream().map(patch -> pooled(patch, embedding)).toList();
        List<Integer> free =
                new ArrayList<>(IntStream.range(0, candidates.size()).boxed().toList());
        List<Pair> pairs = new ArrayList<>();
        for (Batch target : targets) {
            float[] wanted = pooled(target, embedding);
            Integer best = free.stream()
                    .min(Comparator.comparingDouble(c -> squaredDistance(embeddings.get(c), wanted)))
                    .orElseThrow();
            free.remove(best);
            pairs.add(new Pair(candidates.get(best), target));
        }
        return pairs;
    }

    private static List<Batch> patches(PatchSampler sampler, int epoch, int count) {
        List<Batch> patches = new ArrayList<>();
        for (long i = (long) epoch * count; patches.size() < count; i++) {
            Batch batch = sampler.batch(i);
            for (int j = 0; j < batch.n() && patches.size() < count; j++) {
                patches.add(batch.only(j));
            }
        }
        return patches;
    }

    /** Averaged over positions. */
    private static float[] pooled(Batch patch, Function<Batch, Tensor> embedding) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Tensors.floats(embedding.apply(patch).mean(2, 3));
        }
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
