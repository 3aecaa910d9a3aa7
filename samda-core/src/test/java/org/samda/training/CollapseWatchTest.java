// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.data.Batch;
import org.samda.golden.Filler;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;
import org.samda.training.CollapseWatch.Ratios;

class CollapseWatchTest {
    private final SamdaModel model = TinyTraining.plain(1);
    private final TrainingSetup setup = TinyTraining.setup(model);
    private final AdaptedFeatures features = AdaptedFeatures.of(setup, setup::images);

    @AfterEach
    void close() {
        features.close();
    }

    @Test
    void nothingHasBeenLostBeforeAnythingWasChanged() {
        assertEquals(new Ratios(1, 1), watch(0.5, 0.5).measure());
    }

    @Test
    void halfTheAmplitudeIsAQuarterOfTheVarianceAndTheSameRank() {
        CollapseWatch watch = watch(0.5, 0.5);
        watch.measure();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Parameters.ofGradients(model.expert().encoder()).forEach((name, weight) -> {
                if (name.startsWith("stages.2.0.convs.1.norm")) {
                    weight.mul_(Tensors.scalar(0.5));
                }
            });
        }
        Ratios ratios = watch.measure();
        assertEquals(0.25, ratios.variance(), 1e-4);
        assertEquals(1, ratios.rank(), 1e-4);
        assertTrue(watch.isCollapse(ratios));
        features.rollBack();
        assertEquals(new Ratios(1, 1), watch.measure());
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5, 0.6, 0.6, false",
        "0.5, 0.5, 0.4, 0.6, true",
        "0.5, 0.5, 0.6, 0.4, true",
        "0, 0.5, 0, 0.6, false",
        "0.5, 0, 0.6, 0, false",
        "0, 0, NaN, NaN, false",
        "0.5, 0, NaN, 1, true",
        "0, 0.5, 1, NaN, true"
    })
    void whatIsBelowOrNoNumberIsACollapseUnlessNothingIsAsked(
            double minimumVariance, double minimumRank, double variance, double rank, boolean isCollapse) {
        assertEquals(isCollapse, watch(minimumVariance, minimumRank).isCollapse(new Ratios(variance, rank)));
    }

    @Test
    void weightsThatAreNoNumbersAreACollapse() {
        CollapseWatch watch = watch(0.1, 0.1);
        watch.measure();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Parameters.ofGradients(model.expert().encoder())
                    .values()
                    .forEach(weight -> weight.fill_(Tensors.scalar(Double.NaN)));
        }
        assertTrue(watch.isCollapse(watch.measure()));
        assertFalse(watch(0, 0).isOn());
    }

    @Test
    void differenceOfFeaturesIsTheMeanOverAllThatTheDecoderGets() {
        try (PointerScope scope = new PointerScope()) {
            Tensor zero = Tensors.of(new float[] {0, 0}, 1, 1, 1, 2);
            Tensor one = Tensors.of(new float[] {1, 3}, 1, 1, 1, 2);
            // (1 + 9) / 2 = 5 in one of two.
            AdaptedFeatures.Features a = new AdaptedFeatures.Features(List.of(zero, zero));
            AdaptedFeatures.Features b = new AdaptedFeatures.Features(List.of(one, zero));
            assertEquals(2.5, a.squaredDifference(b).item_double(), 1e-6);
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        CollapseWatch watch = watch(0.1, 0.1);
        watch.measure();
        long before = Pointer.totalCount();
        for (int i = 0; i < 10; i++) {
            watch.measure();
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    private CollapseWatch watch(double minimumVariance, double minimumRank) {
        float[] noise = Tensors.floats(Filler.input("noise", 16, 16));
        Batch patch = new Batch(16, 16, noise, noise, new byte[0], List.of());
        return new CollapseWatch(features, () -> List.of(patch), new Ratios(minimumVariance, minimumRank));
    }
}
