// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Precision;
import org.samda.torch.Tensors;

class FoldedAttentionTest {
    private static final Engine BF16 = new Engine(1, "cpu", Precision.BF16);

    @Test
    void isWorkedOutByHand() {
        // Two places in a column, one head of one number. Query of place 0: k = (0, 1), q = ln 2, row terms q R: R = 1
        // for the
        // distance 0 and 2 for the distance -1, column term 5 q for both. Logits: q (0 + 1 + 5), q (1 + 2 + 5): their
        // difference is 2 ln 2, so the second value counts four times as much as the first.
        float ln2 = (float) Math.log(2);
        Tensor queries = Tensors.of(new float[] {ln2, 0}, 1, 1, 2, 1, 1);
        Tensor keys = Tensors.of(new float[] {0, 1}, 1, 1, 2, 1);
        Tensor values = Tensors.of(new float[] {10, 20}, 1, 1, 2, 1);
        Tensor rows = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2, 1);
        Tensor columns = Tensors.of(new float[] {5}, 1, 1, 1);
        Tensor attended = FoldedAttention.of(queries, keys, values, rows, columns);
        // The query of place 1 is 0: all logits are equal.
        assertArrayEquals(new float[] {18, 15}, Tensors.floats(attended), 1e-5f);
    }

    @Test
    void agreesWithTheAttentionThatIsWrittenOut() {
        Attention attention = attention();
        Tensor grid = Filler.input("grid", 2, 5, 3, 16);
        float[] exact = Tensors.floats(attention.forward(grid));
        try (NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(BF16)) {
            // Two decimal digits are what bfloat16 has.
            assertArrayEquals(exact, Tensors.floats(attention.forward(grid)), 2e-2f);
        }
    }

    @Test
    void gradientsInHalfPrecisionAgreeWithThoseInFull() {
        Tensor grid = Filler.input("grid", 2, 5, 3, 16);
        Tensor exact = gradient(attention(), grid, Precision.FP32);
        Tensor rough = gradient(attention(), grid, Precision.BF16);
        float error = rough.sub(exact).norm().item_float() / exact.norm().item_float();
        assertTrue(error > 0 && error < 5e-2, () -> "relative error " + error);
    }

    private static Tensor gradient(Attention attention, Tensor grid, Precision precision) {
        try (Autocast autocast = Autocast.of(new Engine(1, "cpu", precision))) {
            attention.forward(grid).square().sum().backward();
        }
        return Parameters.named(attention).get("rel_pos_h").grad();
    }

    private static Attention attention() {
        Attention attention = new Attention(16, 2, 4);
        Filler.fill(attention, "attention.");
        return attention;
    }
}
