// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.domainshift.FeatureDistance;
import org.samda.domainshift.FeatureSpread;
import org.samda.domainshift.ObjectComparison;
import org.samda.domainshift.ObjectStatistics;
import org.samda.domainshift.PredictionCertainty;
import org.samda.domainshift.Verdict;
import org.samda.image.PixelSize;

/**
 * What the steps of a run did to features and predictions, seen on patches of training images without any label of the
 * target: a run's {@code adaptation.json}.
 *
 * @param sourcePatches patches of source training images, with grey values as the network gets them; 0 without a source
 * @param targetPatches patches of target training images
 * @param pixelSize     of the patches, where it is known
 * @param annotated     objects in the source patches' labels; empty without such
 * @param states        by step; the first is what the others are compared with
 * @param missing       sentences on what could not be seen
 * @param verdict       what to make of it
 * @param undone        why step 3 was undone after this view, if it was ({@link SelfTrainingGuard})
 */
record AdaptationView(
        int sourcePatches,
        int targetPatches,
        Optional<PixelSize> pixelSize,
        Optional<ObjectStatistics> annotated,
        List<State> states,
        List<String> missing,
        Verdict verdict,
        Optional<String> undone) {
    private static final String FILE = "adaptation.json";

    /**
     * The model as it was once.
     *
     * @param step            after which step; 0 for the weights that the run began with
     * @param branches        its features
     * @param certainty       of predictions on the target
     * @param sourceCertainty of predictions on the source
     * @param objects         predicted on the target
     * @param comparison      of these with the source's annotated ones
     */
    record State(
            int step,
            List<Branch> branches,
            PredictionCertainty certainty,
            Optional<PredictionCertainty> sourceCertainty,
            ObjectStatistics objects,
            Optional<ObjectComparison> comparison) {

        State {
            branches = List.copyOf(branches);
        }
    }

    /**
     * The features of one part of the model.
     *
     * @param name     {@link #GENERIC} or {@link #BOTTLENECK}
     * @param distance of source and target, both with the weights of this state
     * @param toLearnt of the target with these weights and the source with those of the first state, from which the decoder
     *                 learnt; empty after step 3, which trains the decoder on the target
     * @param spread   of the target's features
     * @param kept     the collapse index: how much of the first state's variance is left on the target
     */
    record Branch(
            String name,
            Optional<FeatureDistance> distance,
            Optional<FeatureDistance> toLearnt,
            FeatureSpread spread,
            Optional<Double> kept) {
        static final String GENERIC = "generic branch";
        static final String BOTTLENECK = "U-Net bottleneck";
    }

    AdaptationView {
        states = List.copyOf(states);
        missing = List.copyOf(missing);
    }

    /** The same with whether step 3, if it was self-training, has to be undone. */
    AdaptationView judged(boolean selfTraining) {
        return new AdaptationView(
                sourcePatches,
                targetPatches,
                pixelSize,
                annotated,
                states,
                missing,
                verdict,
                selfTraining ? SelfTrainingGuard.objection(states) : Optional.empty());
    }

    void write(Path run) {
        RunFindings.write(run.resolve(FILE), this);
    }

    /** That of a run; empty where it has none. */
    static Optional<AdaptationView> read(Path run) {
        return RunFindings.read(run.resolve(FILE), AdaptationView.class);
    }
}
