// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.torch.Tensors;

class PseudoDiceTest {

    @Test
    void equalsTheValuesWorkedOutByHand() {
        PseudoDice dice = new PseudoDice();
        add(dice, new byte[] {1, 1, 0, 2}, new byte[] {1, 0, 0, 1});
        add(dice, new byte[] {1, 0, 0, 0}, new byte[] {1, 0, 0, 0});
        // Class 1: TP 1 + 1, FP 1, FN 1, so 4 / 6. Class 2: one false positive only. Class 3 is nowhere.
        assertEquals(2.0 / 3, dice.ofClasses().get(0), 1e-12);
        assertEquals(0, dice.ofClasses().get(1));
        assertTrue(Double.isNaN(dice.ofClasses().get(2)));
        assertEquals(1.0 / 3, dice.mean(), 1e-12);
    }

    @Test
    void whereThereIsNoForegroundThereIsNoDice() {
        PseudoDice dice = new PseudoDice();
        add(dice, new byte[4], new byte[4]);
        assertTrue(Double.isNaN(dice.mean()));
    }

    /** Counts an image of 2 x 2 px with four classes whose scores are highest for what is predicted. */
    private static void add(PseudoDice dice, byte[] predicted, byte[] labels) {
        float[] scores = new float[16];
        for (int i = 0; i < 4; i++) {
            scores[predicted[i] * 4 + i] = 0.5f;
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor logits = Tensors.of(scores, 1, 4, 2, 2);
            dice.add(logits, Tensors.of(labels, 1, 2, 2));
        }
    }
}
