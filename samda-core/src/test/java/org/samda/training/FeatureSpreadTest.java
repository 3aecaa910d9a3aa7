// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.torch.Tensors;

class FeatureSpreadTest {

    @Test
    void equalsTheValuesWorkedOutByHand() {
        // Channel 1 is 1 -1 1 -1 (variance 1), channel 2 is 2 2 -2 -2 (variance 4), without correlation.
        FeatureSpread spread =
                FeatureSpread.of(List.of(Tensors.of(new float[] {1, -1, 1, -1, 2, 2, -2, -2}, 1, 2, 2, 2)));
        assertEquals(2.5, spread.variance(), 1e-9);
        // Eigenvalues 1 and 4: parts 1/5 and 4/5.
        double entropy = -(0.2 * Math.log(0.2) + 0.8 * Math.log(0.8));
        assertEquals(Math.exp(entropy), spread.effectiveRank(), 1e-6);
    }

    @Test
    void equalEigenvaluesCountAsManyAsTheyAre() {
        assertEquals(4, FeatureSpread.effectiveRank(3, 3, 3, 3), 1e-9);
        assertEquals(2, FeatureSpread.effectiveRank(5, 0, 5, 0), 1e-9);
        assertEquals(1, FeatureSpread.effectiveRank(0, 7), 1e-9);
    }

    @Test
    void channelsThatSayTheSameHaveRank1WhateverTheirVariance() {
        FeatureSpread spread = FeatureSpread.of(List.of(Tensors.of(new float[] {1, -1, 3, 10, -10, 30}, 1, 2, 1, 3)));
        assertEquals(1, spread.effectiveRank(), 1e-3);
        assertTrue(spread.variance() > 100);
    }

    @Test
    void mapsOfSeveralPatchesAreLookedAtTogether() {
        // Each is constant; they differ.
        FeatureSpread spread = FeatureSpread.of(List.of(
                Tensors.of(new float[] {1, 1}, 1, 1, 1, 2), Tensors.of(new float[] {3, 3, 3, 3, 3, 3}, 1, 1, 2, 3)));
        // Two ones and six threes: mean 2.5, variance (2 * 2.25 + 6 * 0.25) / 8.
        assertEquals(0.75, spread.variance(), 1e-9);
    }

    @Test
    void aConstantMapHasNoSpreadAndWhatIsNoNumberHasNone() {
        assertEquals(
                new FeatureSpread(0, 0), FeatureSpread.of(List.of(Tensors.of(new float[] {7, 7, 7, 7}, 1, 2, 1, 2))));
        FeatureSpread broken = FeatureSpread.of(List.of(Tensors.of(new float[] {1, Float.NaN}, 1, 1, 1, 2)));
        assertTrue(Double.isNaN(broken.variance()) && Double.isNaN(broken.effectiveRank()));
    }

    @Test
    void noiseInManyChannelsHasNearlyFullRank() {
        double rank =
                FeatureSpread.of(List.of(Filler.input("noise", 2, 8, 20, 20))).effectiveRank();
        assertTrue(rank > 7.8 && rank <= 8.0001, "rank " + rank);
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        var maps = List.of(Filler.input("noise", 1, 4, 5, 5));
        FeatureSpread.of(maps);
        long before = Pointer.totalCount();
        for (int i = 0; i < 10; i++) {
            FeatureSpread.of(maps);
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }
}
