// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.torch.Tensors;

class WeightAverageTest {

    @Test
    void equalsTheValuesWorkedOutByHand() {
        try (PointerScope scope = new PointerScope()) {
            Tensor weight = Tensors.of(new float[] {1}, 1);
            try (WeightAverage average = new WeightAverage(Map.of("w", weight), 0.5)) {
                // Iteration 0: d = min(0.5, 1/10) = 0.1, a = 1 + 0.9 (3 - 1) = 2.8.
                weight.fill_(Tensors.scalar(3));
                average.add(0);
                assertEquals(2.8, average.state().get("w").item_float(), 1e-6);
                // Iteration 20: d = min(0.5, 21/30) = 0.5, a = 2.8 + 0.5 (5 - 2.8) = 3.9.
                weight.fill_(Tensors.scalar(5));
                average.add(20);
                average.apply();
                assertEquals(3.9, weight.item_float(), 1e-6);
            }
        }
    }

    @Test
    void withoutDecayNothingIsKeptAndTheWeightsStay() {
        try (PointerScope scope = new PointerScope()) {
            Tensor weight = Tensors.of(new float[] {1}, 1);
            try (WeightAverage average = new WeightAverage(Map.of("w", weight), 0)) {
                weight.fill_(Tensors.scalar(3));
                average.add(0);
                average.apply();
                assertTrue(average.state().isEmpty());
                assertEquals(3, weight.item_float());
            }
        }
    }

    @Test
    void exchangingTwicePutsEveryBitBack() {
        try (PointerScope scope = new PointerScope()) {
            Tensor weight = Tensors.of(new float[] {1, -0.1f}, 2).set_requires_grad(true);
            try (WeightAverage average = new WeightAverage(Map.of("w", weight), 0.5)) {
                average.state().get("w").fill_(Tensors.scalar(7));
                average.exchange();
                assertArrayEquals(new float[] {7, 7}, Tensors.floats(weight));
                assertArrayEquals(
                        new float[] {1, -0.1f}, Tensors.floats(average.state().get("w")));
                average.exchange();
                assertArrayEquals(new float[] {1, -0.1f}, Tensors.floats(weight));
                assertTrue(weight.requires_grad());
            }
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = Map.of("w", Tensors.of(new float[] {1}, 1));
            addOften(weights);
            long before = Pointer.totalCount();
            addOften(weights);
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    private static void addOften(Map<String, Tensor> weights) {
        try (WeightAverage average = new WeightAverage(weights, 0.9)) {
            for (int i = 0; i < 20; i++) {
                average.add(i);
            }
            average.exchange();
            average.apply();
        }
    }
}
