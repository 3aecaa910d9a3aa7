// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samda.torch.Engine;
import org.samda.torch.Tensors;

class TurnedEmbeddingTest {
    /** 3 x 2 cells of 16 px. */
    private static final EncoderInput INPUT = new PatchInput(32, 48, 1);

    private static final float[] CELLS = {1, 2, 3, 4, 5, 6};

    @BeforeAll
    static void loadLibtorch() {
        Engine.load();
    }

    @Test
    void nothingChangesUnlessItIsTurned() {
        assertArrayEquals(CELLS, turned(INPUT, CELLS, 1, 0, 0, 1), 1e-6f);
    }

    @Test
    void halfATurnReversesTheCells() {
        assertArrayEquals(new float[] {6, 5, 4, 3, 2, 1}, turned(INPUT, CELLS, -1, 0, 0, -1), 1e-5f);
    }

    @Test
    void whatIsScaledByOneAndAHalfIsWorkedOutByHand() {
        // Middles at -16, 0, 16 px along x come from -24, 0, 24: half a cell beyond the first and the last, which
        // repeat
        // there; at -8, 8 along y from -12, 12: a quarter of a cell beyond, likewise.
        assertArrayEquals(CELLS, turned(INPUT, CELLS, 1.5, 0, 0, 1.5), 1e-5f);
        // By one half, from -8, 0, 8 and -4, 4: half way between cells along x, and a quarter along y:
        // above (0.75 * 1.5 + 0.25 * 4.5, 0.75 * 2 + 0.25 * 5, 0.75 * 2.5 + 0.25 * 5.5).
        assertArrayEquals(
                new float[] {2.25f, 2.75f, 3.25f, 3.75f, 4.25f, 4.75f}, turned(INPUT, CELLS, 0.5, 0, 0, 0.5), 1e-5f);
    }

    @Test
    void theMiddleIsThatOfThePatchNotOfTheGridItIsPaddedTo() {
        // 24 px are 2 cells, the second half empty; mirrored about 12 px the middles at 8 and 24 come from 16 and 0:
        // half
        // way between the cells, and half a cell beyond the first.
        EncoderInput padded = new PatchInput(16, 24, 1);
        assertArrayEquals(new float[] {1.5f, 1}, turned(padded, new float[] {1, 2}, -1, 0, 0, 1), 1e-5f);
    }

    @Test
    void inAnEnlargedPatchACellIsFewerPixels() {
        // 16 px enlarged twice: 2 cells of 8 px of the patch; exchanged by the mirror.
        EncoderInput enlarged = new PatchInput(8, 16, 2);
        assertArrayEquals(new float[] {2, 1}, turned(enlarged, new float[] {1, 2}, -1, 0, 0, 1), 1e-5f);
    }

    @Test
    void rowsAndColumnsAreNotConfused() {
        // A quarter turn of 2 x 2 cells: (x, y) comes from (y, -x): the upper left (-8, -8) from (-8, 8), the lower
        // left.
        EncoderInput square = new PatchInput(32, 32, 1);
        assertArrayEquals(new float[] {3, 1, 4, 2}, turned(square, new float[] {1, 2, 3, 4}, 0, 1, -1, 0), 1e-5f);
    }

    private static float[] turned(EncoderInput input, float[] cells, double... m) {
        try (PointerScope scope = new PointerScope()) {
            Tensor embedding = Tensors.of(cells, 1, 1, input.gridHeight(), input.gridWidth());
            return Tensors.floats(new TurnedEmbedding(input, m[0], m[1], m[2], m[3]).of(embedding));
        }
    }
}
