// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.samda.torch.Tensors;

class DiceCrossEntropyTest {
    private static final float SURE = 50;

    @Test
    void equalsTheValueWorkedOutByHand() {
        // One image, two pixels, p = (1/2, 1/2) in both; labels 0 and 1.
        Tensor logits = Tensors.of(new float[4], 1, 2, 1, 2);
        Tensor labels = Tensors.of(new byte[] {0, 1}, 1, 1, 2);
        // Cross entropy ln 2; Dice of class 1 is 2 * 1/2 / (1 + 1) = 1/2.
        assertEquals(
                Math.log(2) - 0.5, new DiceCrossEntropy(true).of(logits, labels).item_double(), 1e-5);
    }

    @Test
    void batchDiceAddsUpBeforeItDivides() {
        // Image 1 has one foreground pixel of two, image 2 none; p = 1/2 everywhere.
        Tensor logits = Tensors.of(new float[8], 2, 2, 1, 2);
        Tensor labels = Tensors.of(new byte[] {0, 1, 0, 0}, 2, 1, 2);
        // Over the batch: 2 * 1/2 / (2 + 1). Each for itself: 1/2 and 0.
        assertEquals(
                Math.log(2) - 1.0 / 3,
                new DiceCrossEntropy(true).of(logits, labels).item_double(),
                1e-5);
        assertEquals(
                Math.log(2) - 0.25,
                new DiceCrossEntropy(false).of(logits, labels).item_double(),
                1e-5);
    }

    @Test
    void averagesTheClassesWithoutBackground() {
        // Three pixels of classes 0, 1, 2, all p = 1/3: Dice of each class is 2 * 1/3 / (1 + 1).
        Tensor logits = Tensors.of(new float[9], 1, 3, 1, 3);
        Tensor labels = Tensors.of(new byte[] {0, 1, 2}, 1, 1, 3);
        assertEquals(
                Math.log(3) - 1.0 / 3,
                new DiceCrossEntropy(true).of(logits, labels).item_double(),
                1e-5);
    }

    @Test
    void aPerfectPredictionCostsMinusOne() {
        Tensor logits = Tensors.of(new float[] {SURE, 0, 0, SURE}, 1, 2, 1, 2);
        Tensor labels = Tensors.of(new byte[] {0, 1}, 1, 1, 2);
        assertEquals(-1, new DiceCrossEntropy(true).of(logits, labels).item_double(), 1e-5);
    }

    @Test
    void aClassThatIsNeitherPredictedNorLabelledCountsAsPerfect() {
        Tensor logits = Tensors.of(new float[] {SURE, SURE, 0, 0}, 1, 2, 1, 2);
        Tensor labels = Tensors.of(new byte[] {0, 0}, 1, 1, 2);
        assertEquals(-1, new DiceCrossEntropy(true).of(logits, labels).item_double(), 1e-5);
    }

    @Test
    void isComputedInFloat32FromBfloat16() {
        Tensor logits = Tensors.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2);
        Tensor labels = Tensors.of(new byte[] {0, 1}, 1, 1, 2);
        Tensor loss = new DiceCrossEntropy(true).of(logits.to(ScalarType.BFloat16), labels);
        assertEquals(ScalarType.Float, loss.scalar_type().intern());
        assertEquals(new DiceCrossEntropy(true).of(logits, labels).item_double(), loss.item_double());
    }

    @Test
    void anErrorCostsMoreThanDoubtAndDoubtMoreThanTruth() {
        Tensor labels = Tensors.of(new byte[] {0, 1}, 1, 1, 2);
        DiceCrossEntropy loss = new DiceCrossEntropy(true);
        double truth = loss.of(Tensors.of(new float[] {2, 0, 0, 2}, 1, 2, 1, 2), labels)
                .item_double();
        double doubt = loss.of(Tensors.of(new float[4], 1, 2, 1, 2), labels).item_double();
        double error = loss.of(Tensors.of(new float[] {0, 2, 2, 0}, 1, 2, 1, 2), labels)
                .item_double();
        assertTrue(truth < doubt && doubt < error, truth + " " + doubt + " " + error);
    }
}
