// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Precision;
import org.samda.torch.Tensors;

class MaximumMeanDiscrepancyTest {

    @Test
    void equalsTheValueWorkedOutByHand() {
        // Samples 0 and 2: d^2 = 4 both ways, over 2^2 - 2 pairs and 4 is the bandwidth 1.
        Tensor zero = Tensors.of(new float[] {0}, 1, 1);
        Tensor two = Tensors.of(new float[] {2}, 1, 1);
        double across = Math.exp(-4) + Math.exp(-2) + Math.exp(-1) + Math.exp(-0.5) + Math.exp(-0.25);
        assertEquals(
                5 + 5 - 2 * across, MaximumMeanDiscrepancy.ofSamples(zero, two).item_double(), 1e-6);
    }

    @Test
    void valuesAreTheRecordedOnes() {
        Tensor x = Filler.input("mmd.x", 8, 32);
        assertGolden("8v8_default", MaximumMeanDiscrepancy.ofSamples(x, shifted("mmd.y", 8)));
        assertGolden("8v6_default", MaximumMeanDiscrepancy.ofSamples(x, shifted("mmd.y6", 6)));
        assertGolden("feature_maps_positions_as_samples", MaximumMeanDiscrepancy.of(source(), target()));
    }

    @Test
    void gradientIsTheRecordedOneBecauseTheBandwidthIsAConstant() {
        Tensor x = Filler.input("mmd.x", 8, 32).requires_grad_(true);
        MaximumMeanDiscrepancy.ofSamples(x, shifted("mmd.y", 8)).backward();
        GoldenFile.of("samda/mmd/8v8_grad_x_biased_bandwidth_detached").assertMatches(x.grad(), 1e-4);
    }

    @Test
    void equalSetsAreNotApartEvenIfNothingVaries() {
        assertEquals(0, MaximumMeanDiscrepancy.of(source(), source()).item_double(), 1e-5);
        Tensor constant = Filler.symmetric("constant", 0, 3, 1, 4, 2, 2);
        Tensor same = constant.clone().requires_grad_(true);
        Tensor value = MaximumMeanDiscrepancy.of(constant, same);
        value.backward();
        assertEquals(0, value.item_double(), 1e-6);
        assertArrayEquals(new float[16], Tensors.floats(same.grad()));
    }

    @Test
    void ofManyPositionsTakesAsManyAsItCanInEqualSteps() {
        float[] counting = new float[2 * 1536];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = i;
        }
        // Two images of one channel and 1536 positions: every third.
        float[] taken = Tensors.floats(MaximumMeanDiscrepancy.positions(Tensors.of(counting, 2, 1, 32, 48)));
        assertEquals(1024, taken.length);
        assertArrayEquals(new float[] {0, 3, 6, 9}, java.util.Arrays.copyOf(taken, 4));
        assertEquals(3069, taken[1023]);
        float[] few =
                Tensors.floats(MaximumMeanDiscrepancy.positions(Tensors.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2)));
        assertArrayEquals(new float[] {1, 3, 2, 4}, few, "a sample has all channels of a position");
    }

    @Test
    void staysInFloat32UnderAutocast() {
        double expected = MaximumMeanDiscrepancy.of(source(), target()).item_double();
        try (Autocast autocast = Autocast.of(new Engine(2, "cpu", Precision.BF16))) {
            assertEquals(expected, MaximumMeanDiscrepancy.of(source(), target()).item_double());
        }
        assertTrue(expected > 0.1);
    }

    private static void assertGolden(String name, Tensor actual) {
        double expected =
                GoldenFile.of("samda/mmd/" + name).value().get("biased").asDouble();
        assertEquals(expected, actual.item_double(), 1e-5);
    }

    private static Tensor shifted(String name, int samples) {
        return Filler.symmetric(name, Filler.UNIT, 0.5, samples, 32);
    }

    private static Tensor source() {
        return Filler.input("samda.s", 2, 256, 16, 16);
    }

    private static Tensor target() {
        return Filler.symmetric("samda.t", 0.8 * Filler.UNIT, 0.25, 2, 256, 16, 16);
    }
}
