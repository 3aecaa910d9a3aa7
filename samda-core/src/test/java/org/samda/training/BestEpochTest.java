// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;

class BestEpochTest {

    @Test
    void equalsTheValuesWorkedOutByHand() {
        try (BestEpoch best = new BestEpoch()) {
            assertFalse(best.hasBest());
            assertTrue(best.add(0.5));
            assertEquals(0.5, best.average());
            // 0.9 * 0.5 + 0.1 * 0.3 = 0.48 is less, 0.9 * 0.48 + 0.1 * 0.6 = 0.492 still is, 0.5428 is not.
            assertFalse(best.add(0.3));
            assertEquals(0.48, best.average(), 1e-12);
            assertFalse(best.add(0.6));
            assertEquals(0.492, best.average(), 1e-12);
            assertEquals(2, best.epochsSinceBest());
            assertTrue(best.add(1));
            assertEquals(0.5428, best.average(), 1e-12);
            assertEquals(0, best.epochsSinceBest());
            assertEquals(4, best.epochs());
        }
    }

    @Test
    void anEpochWithoutDiceLeavesTheAverage() {
        try (BestEpoch best = new BestEpoch()) {
            assertFalse(best.add(Double.NaN));
            assertFalse(best.hasBest());
            assertEquals(1, best.epochsSinceBest());
            assertTrue(best.add(0));
            assertFalse(best.add(Double.NaN));
            assertEquals(0, best.average());
            assertEquals(3, best.epochs());
        }
    }

    @Test
    void itsStateIsAllItKnows() {
        try (BestEpoch best = new BestEpoch();
                BestEpoch other = new BestEpoch()) {
            best.add(0.1);
            best.add(0.05);
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                other.state()
                        .forEach((name, tensor) -> tensor.copy_(best.state().get(name)));
            }
            assertEquals(best.average(), other.average());
            assertEquals(best.add(0.13), other.add(0.13));
            assertEquals(best.average(), other.average());
            assertEquals(best.epochsSinceBest(), other.epochsSinceBest());
            assertEquals(3, other.epochs());
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        fill();
        long before = Pointer.totalCount();
        fill();
        long leaked = Pointer.totalCount() - before;
        assertTrue(leaked <= 0, "leaked " + leaked + " objects");
    }

    private static void fill() {
        try (BestEpoch best = new BestEpoch()) {
            for (int i = 0; i < 10; i++) {
                best.add(0.1 * i);
            }
        }
    }
}
