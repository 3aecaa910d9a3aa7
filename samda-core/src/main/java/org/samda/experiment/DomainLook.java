// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samda.Interruptions;
import org.samda.data.Batch;
import org.samda.domainshift.FeatureDistance;
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
record DomainLook(Map<String, Sampled> branches, PredictionCertainty certainty, ObjectComparison.Found objects) {

    /**
     * Features of patches.
     *
     * @param samples  positions as rows, patch after patch
     * @param ofAPatch number of them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Sampled(double[][] samples, int ofAPatch) {

        static Sampled of(List<PatchProbe.Features> patches) {
            return new Sampled(
                    patches.stream()
                            .flatMap(patch -> Arrays.stream(patch.positions()))
                            .toArray(double[][]::new),
                    patches.get(0).positions().length);
        }

        FeatureDistance to(Sampled other) {
            return FeatureDistance.between(samples, other.samples, ofAPatch);
        }

        FeatureSpread spread() {
            return FeatureSpread.of(samples);
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
        Map<String, Sampled> branches = new LinkedHashMap<>();
        if (!generic.isEmpty()) {
            branches.put(AdaptationView.Branch.GENERIC, Sampled.of(generic));
        }
        branches.put(AdaptationView.Branch.BOTTLENECK, Sampled.of(bottleneck));
        return new DomainLook(branches, certainty.certainty(), ObjectComparison.Found.all(shapes, pixels));
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
        return ObjectComparison.Found.all(shapes, pixels);
    }
}
