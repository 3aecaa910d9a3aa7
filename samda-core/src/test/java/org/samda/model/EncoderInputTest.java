// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.torch.Tensors;

class EncoderInputTest {

    @Test
    void enlargesOnlyWhatIsTooSmallByAWholeFactor() {
        assertEquals(1, EncoderInput.of(256, 512, 256).factor());
        assertEquals(2, EncoderInput.of(512, 255, 256).factor());
        assertEquals(4, EncoderInput.of(64, 96, 256).factor());
        assertEquals(6, EncoderInput.of(48, 48, 256).factor());
    }

    @Test
    void padsRightAndBottomWithZerosToWholeTokens() {
        EncoderInput input = EncoderInput.of(17, 30, 1);
        assertEquals(2, input.gridHeight());
        assertEquals(2, input.gridWidth());
        Tensor images = Filler.input("images", 2, 1, 17, 30);
        Tensor prepared = input.prepare(images, EncoderNormalization.Z_SCORE);
        assertArrayEquals(new long[] {2, 3, 32, 32}, prepared.shape());
        assertEquals(images.abs().sum().item_double() * 3, prepared.abs().sum().item_double(), 1e-2);
        assertArrayEquals(
                Tensors.floats(images.select(1, 0)),
                Tensors.floats(prepared.select(1, 2).narrow(1, 0, 17).narrow(2, 0, 30)));
    }

    @Test
    void enlargesBilinearly() {
        Tensor images = Tensors.of(new float[] {0, 4, 0, 4}, 1, 1, 2, 2);
        Tensor prepared = EncoderInput.of(2, 2, 4).prepare(images, EncoderNormalization.Z_SCORE);
        // Half-pixel centres: 0, 4 becomes 0, 1, 3, 4; then zeros to 16 px.
        assertArrayEquals(
                new float[] {0, 1, 3, 4, 0},
                Tensors.floats(prepared.select(0, 0).select(0, 1).select(0, 3).narrow(0, 0, 5)));
        assertArrayEquals(new long[] {1, 3, 16, 16}, prepared.shape());
    }

    @Test
    void sizesBelowOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PatchInput(0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new PatchInput(4, 4, 0));
    }
}
