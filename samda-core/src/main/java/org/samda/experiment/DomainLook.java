// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samda.Interruptions;
import org.samda.data.Batch;
import org.samda.domainshift.FeatureSpread;
import org.samda.domainshift.ObjectComparison;
import org.samda.domainshift.ObjectShape;
import org.samda.domainshift.PredictionCertainty;
import org.samda.image.LabelImage;
import org.samda.inference.ClassProbabilities;
import org.samda.inference.PatchProbe;

/**
 * What a model makes of a domain's patches.
 *
 * @param branches  features of each part of the model, by name
 * @param certainty of the predictions
 * @param objects   predicted
 */
record DomainLook(Map<String, Pooled> branches, PredictionCertainty certainty, ObjectComparison.Found objects) {

    /**
     * Features of patches.
     *
     * @param means            averaged over positions, a row for each patch
     * @param positionVariance between positions, mean over channels and patches
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Pooled(double[][] means, double positionVariance) {

        static Pooled of(List<PatchProbe.Features> patches) {
            double variance = patches.stream()
                    .mapToDouble(patch -> mean(patch.variances()))
                    .average()
                    .orElseThrow();
            return new Pooled(
                    patches.stream().map(PatchProbe.Features::means).toArray(double[][]::new), variance);
        }

        FeatureSpread spread() {
            return FeatureSpread.of(means, positionVariance);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }
    }

    /** With the weights that the probe's model has now. */
    static DomainLook at(List<Batch> batches, PatchProbe probe) {
        List<PatchProbe.Features> bottleneck = new ArrayList<>();
        List<PatchProbe.Features> generic = new ArrayList<>();
        PredictionCertainty.Sum certainty = new PredictionCertainty.Sum();
        List<ObjectShape> shapes = new ArrayList<>();
        long pixels = 0;
        for (Batch batch : batches) {
            Interruptions.check();
            PatchProbe.Seen seen = probe.look(batch);
            bottleneck.addAll(seen.bottleneck());
            seen.generic().ifPresent(generic::addAll);
            for (ClassProbabilities patch : seen.probabilities()) {
                certainty.add(patch.classes());
                shapes.addAll(ObjectShape.all(patch.labels()));
                pixels += (long) patch.width() * patch.height();
            }
        }
        Map<String, Pooled> branches = new LinkedHashMap<>();
        if (!generic.isEmpty()) {
            branches.put(AdaptationView.Branch.GENERIC, Pooled.of(generic));
        }
        branches.put(AdaptationView.Branch.BOTTLENECK, Pooled.of(bottleneck));
        return new DomainLook(branches, certainty.certainty(), new ObjectComparison.Found(shapes, pixels));
    }

    /** The objects in the patches' labels; none where there are no labels. */
    static ObjectComparison.Found annotated(List<Batch> batches) {
        List<ObjectShape> shapes = new ArrayList<>();
        long pixels = 0;
        for (Batch batch : batches) {
            int patch = batch.height() * batch.width();
            for (int from = 0; from < batch.labels().length; from += patch) {
                int[] labels = new int[patch];
                for (int i = 0; i < patch; i++) {
                    labels[i] = batch.labels()[from + i] & 0xFF;
                }
                shapes.addAll(ObjectShape.all(new LabelImage(batch.width(), batch.height(), labels)));
                pixels += patch;
            }
        }
        return new ObjectComparison.Found(shapes, pixels);
    }
}
