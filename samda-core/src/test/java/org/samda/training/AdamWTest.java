// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.torch.Tensors;

class AdamWTest {
    private static final double DECAY = 0.1;
    private static final double RATE = 0.01;

    @Test
    void twoUpdatesEqualTheValuesWorkedOutByHand() {
        try (PointerScope scope = new PointerScope()) {
            Tensor p = NesterovSgdTest.parameter(Tensors.of(new float[] {1}, 1));
            try (AdamW adam = new AdamW(Map.of("p", p), DECAY)) {
                // Decay: 1 * (1 - 0.01 * 0.1) = 0.999. Mean 0.05 / 0.1 = 0.5, variance 0.00025 / 0.001 = 0.25, root
                // 0.5:
                // moved by 0.01 * 0.5 / 0.5.
                NesterovSgdTest.gradient(p, Tensors.of(new float[] {0.5f}, 1));
                adam.step(RATE);
                assertEquals(0.989, p.item_float(), 1e-6);
                // Decay: 0.989 * 0.999 = 0.988011. Mean (0.045 - 0.025) / 0.19, variance
                // (0.00024975 + 0.0000625) / 0.001999, root 0.395225: moved by 0.01 * 0.105263 / 0.395225.
                NesterovSgdTest.gradient(p, Tensors.of(new float[] {-0.25f}, 1));
                adam.step(RATE);
                assertEquals(0.988011 - 0.01 * 0.1052632 / 0.3952252, p.item_float(), 1e-6);
            }
        }
    }

    @Test
    void goesOnFromItsStateAsIfNeverInterrupted() {
        try (PointerScope scope = new PointerScope()) {
            Tensor p = NesterovSgdTest.parameter(Tensors.of(new float[] {1}, 1));
            Tensor q = NesterovSgdTest.parameter(Tensors.of(new float[] {1}, 1));
            try (AdamW whole = new AdamW(Map.of("p", p), DECAY);
                    AdamW first = new AdamW(Map.of("p", q), DECAY);
                    AdamW second = new AdamW(Map.of("p", q), DECAY)) {
                update(whole, p, 0.5f);
                update(whole, p, -0.25f);
                update(first, q, 0.5f);
                second.state()
                        .forEach((name, tensor) -> tensor.copy_(first.state().get(name)));
                update(second, q, -0.25f);
                assertEquals(p.item_float(), q.item_float());
            }
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (PointerScope scope = new PointerScope()) {
            Tensor p = NesterovSgdTest.parameter(Tensors.of(new float[] {1}, 1));
            try (AdamW adam = new AdamW(Map.of("p", p), DECAY)) {
                update(adam, p, 1);
                long before = Pointer.totalCount();
                for (int i = 0; i < 20; i++) {
                    update(adam, p, i);
                }
                long leaked = Pointer.totalCount() - before;
                assertTrue(leaked <= 0, "leaked " + leaked + " objects");
            }
        }
    }

    private static void update(AdamW adam, Tensor parameter, float gradient) {
        try (PointerScope scope = new PointerScope()) {
            NesterovSgdTest.gradient(parameter, Tensors.of(new float[] {gradient}, 1));
        }
        adam.step(RATE);
    }
}
