// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Tensors;

class DeepSupervisionTest {
    private static final DiceCrossEntropy LOSS = new DiceCrossEntropy(true);

    @Test
    void halvesTheWeightAndLeavesTheLowestResolutionOut() {
        assertEquals(List.of(1.0), DeepSupervision.weights(1));
        assertEquals(List.of(1.0, 0.0), DeepSupervision.weights(2));
        assertEquals(List.of(2 / 3.0, 1 / 3.0, 0.0), DeepSupervision.weights(3));
    }

    @Test
    void oneResolutionIsTheLossItself() {
        Tensor logits = Filler.input("a", 1, 2, 4, 6);
        Tensor labels = Tensors.of(new byte[24], 1, 4, 6);
        assertEquals(
                LOSS.of(logits, labels).item_double(),
                new DeepSupervision(LOSS).of(List.of(logits), labels).item_double());
    }

    @Test
    void addsUpTheResolutionsByWeight() {
        Tensor labels = Tensors.of(new byte[] {0, 0, 0, 0, 0, 1, 0, 1}, 1, 2, 4);
        Tensor full = Filler.input("full", 1, 2, 2, 4).requires_grad_(true);
        Tensor half = Filler.input("half", 1, 2, 1, 2).requires_grad_(true);
        Tensor lowest = Filler.input("lowest", 1, 2, 1, 1).requires_grad_(true);
        Tensor loss = new DeepSupervision(LOSS).of(List.of(full, half, lowest), labels);
        // At half resolution the lower right of each 2 x 2 pixels is taken: both are 1.
        double expected = 2 * LOSS.of(full, labels).item_double()
                + LOSS.of(half, Tensors.of(new byte[] {1, 1}, 1, 1, 2)).item_double();
        assertEquals(expected / 3, loss.item_double(), 1e-6);
        loss.backward();
        assertTrue(half.grad().defined());
        assertFalse(lowest.grad().defined(), "the lowest resolution must not be trained");
    }

    @Test
    void shrinksByTheLabelUnderTheCentre() {
        Tensor labels = Tensors.of(new byte[] {0, 1, 2, 3, 4, 5, 6}, 1, 1, 7);
        // Centres of 3 pixels on 7: 1.17, 3.5, 5.83.
        assertArrayEquals(new float[] {1, 3, 5}, Tensors.floats(DeepSupervision.shrink(labels, 1, 3)));
    }

    /** -1, outside the image, is background before labels come here. */
    @Test
    void shrinksLabelsAsNnUNetDoes() {
        GoldenFile full = GoldenFile.of("nnunet_ops/augment/seg");
        Tensor labels = Tensors.of(bytes(full), 1, full.size(-2), full.size(-1));
        for (int head = 0; head < 4; head++) {
            GoldenFile golden = GoldenFile.of("nnunet_ops/augment/ds_seg_" + head);
            Tensor shrunk = DeepSupervision.shrink(labels, golden.size(-2), golden.size(-1));
            assertArrayEquals(
                    Tensors.floats(Tensors.of(bytes(golden), 1, golden.size(-2), golden.size(-1))),
                    Tensors.floats(shrunk),
                    "head " + head);
        }
    }

    private static byte[] bytes(GoldenFile golden) {
        int[] labels = golden.ints();
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, labels[i]);
        }
        return bytes;
    }
}
