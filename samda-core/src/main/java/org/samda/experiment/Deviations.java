// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import org.samda.training.AdaptationConfig;

/** Says in words where a run deviates from the paper (PAPER section 3; the numbers are its rows). */
final class Deviations {

    private Deviations() {}

    static List<String> of(RunConfig config) {
        List<String> deviations = new ArrayList<>();
        Settings settings = config.settings();
        AdaptationConfig adaptation = settings.training().adaptation();
        boolean generic = config.method().encoder() != EncoderKind.NONE;
        deviations.add("row 4: strided convolutions instead of max pooling, as in nnU-Net");
        add(
                deviations,
                config.method().encoder() == EncoderKind.TINY,
                "row 6: the generic encoder 'tiny' has no published weights; it is trained with the rest in step 1 and frozen"
                        + " afterwards");
        add(
                deviations,
                generic && adaptation.optimizer() == AdaptationConfig.OptimizerKind.ADAM_W,
                "row 8: step 2 uses AdamW at " + adaptation.learningRate());
        add(
                deviations,
                generic && adaptation.pairing() == AdaptationConfig.Pairing.NEAREST,
                "row 10: pairs are nearest neighbours in pooled embedding space, drawn anew every epoch");
        add(
                deviations,
                generic && adaptation.anchored(),
                "row 11: the source side of step 2 is a frozen copy of step 1's projector; a collapse is rolled back");
        add(
                deviations,
                generic && adaptation.balancedStyle(),
                "row 11: L_style is weighted to the size L_feat has at the start of step 2");
        add(
                deviations,
                settings.data().commonPixelSize(),
                "row 14: images are resampled to the target's pixel size, "
                        + settings.plan().downsampling() + " times coarser");
        add(
                deviations,
                settings.data().histogramMatching(),
                "row 14: source images get the grey value distribution of the target's training images");
        deviations.add("preset %s: step 1 has %d iterations, step 3 %d (paper: 25000 and 12500)"
                .formatted(
                        config.method().preset(),
                        settings.training().source().epochs()
                                * settings.training().source().iterationsPerEpoch(),
                        settings.training().fewShot().epochs()
                                * settings.training().fewShot().iterationsPerEpoch()));
        return deviations;
    }

    private static void add(List<String> deviations, boolean condition, String text) {
        if (condition) {
            deviations.add(text);
        }
    }
}
