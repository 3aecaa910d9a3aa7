// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    /** Source patches to choose from, for each pair wanted. */
    private static final int CANDIDATES = 4;

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
    record Pair(Patch source, Patch target) {}

    /** A batch of one patch. */
    record Patch(Batch batch) {

        /** The frozen encoder's, float [1, C, h, w]. */
        Tensor embedding(TrainingSetup setup) {
            return setup.embeddings().of(batch);
        }
    }

    /** The pairs of an epoch: the same for the same epoch and the same frozen encoder. */
    List<Pair> of(int epoch) {
        int drawn = config.pairing() == AdaptationConfig.Pairing.RANDOM ? 0 : epoch;
        List<Patch> targets = patches(target, drawn, config.pairs());
        if (config.pairing() == AdaptationConfig.Pairing.RANDOM) {
            List<Patch> sources = patches(source, drawn, config.pairs());
            return IntStream.range(0, config.pairs())
                    .mapToObj(i -> new Pair(sources.get(i), targets.get(i)))
                    .toList();
        }
        return nearest(targets, patches(source, drawn, CANDIDATES * config.pairs()));
    }

    /** Every target patch with the nearest source patch that is not yet taken. */
    private List<Pair> nearest(List<Patch> targets, List<Patch> candidates) {
        List<float[]> embeddings = pooled(candidates);
        List<Integer> free =
                new ArrayList<>(IntStream.range(0, candidates.size()).boxed().toList());
        List<Pair> pairs = new ArrayList<>();
        for (Patch target : targets) {
            float[] embedding = pooled(List.of(target)).get(0);
            Integer best = free.stream()
                    .min(Comparator.comparingDouble(c -> squaredDistance(embeddings.get(c), embedding)))
                    .orElseThrow();
            free.remove(best);
            pairs.add(new Pair(candidates.get(best), target));
        }
        return pairs;
    }

    private static List<Patch> patches(PatchSampler sampler, int epoch, int count) {
        List<Patch> patches = new ArrayList<>();
        for (long i = (long) epoch * count; patches.size() < count; i++) {
            Batch batch = sampler.batch(i);
            for (int j = 0; j < batch.n() && patches.size() < count; j++) {
                patches.add(new Patch(batch.only(j)));
            }
        }
        return patches;
    }

    /** The frozen encoder's embedding of each patch, averaged over its positions. */
    private List<float[]> pooled(List<Patch> patches) {
        List<float[]> embeddings = new ArrayList<>();
        for (Patch patch : patches) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard();
                    Autocast autocast = Autocast.of(setup.engine())) {
                embeddings.add(Tensors.floats(patch.embedding(setup).mean(2, 3)));
            }
        }
        return embeddings;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
