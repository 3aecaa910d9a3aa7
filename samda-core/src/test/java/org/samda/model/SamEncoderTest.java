// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.golden.Filler;
import org.samda.torch.Tensors;

class SamEncoderTest {
    /** Grid 4 x 4, windows of 3, the second block global. */
    private static final SamEncoderConfig CONFIG =
            new SamEncoderConfig(16, 2, 2, 2, 3, List.of(1), 4, 8, Optional.empty());

    @Test
    void makesOneEmbeddingForEvery16Pixels() {
        Tensor embedding = encoder().forward(Filler.input("images", 2, 3, 48, 80));
        assertArrayEquals(new long[] {2, 8, 3, 5}, embedding.shape());
        assertEquals(8, encoder().config().outChannels());
    }

    @Test
    void turningTheImageAndTheWeightsTurnsTheEmbedding() {
        // Swapping height and width everywhere must change nothing: catches confusions of the two on non-square grids.
        SamEncoder encoder = encoder();
        Tensor images = Filler.input("images", 1, 3, 32, 80);
        Tensor upright = encoder.forward(images);
        transposeWeights(encoder);
        Tensor turned = encoder.forward(images.transpose(2, 3).contiguous()).transpose(2, 3);
        assertArrayEquals(Tensors.floats(upright), Tensors.floats(turned), 1e-5f);
    }

    @Test
    void positionTablesStayAsTheyAreAtTheirOwnSize() {
        Tensor table = Filler.input("absolute", 1, 4, 4, 3);
        assertSame(table, Positions.absolute(table, 4, 4));
        Tensor distances = Filler.input("relative", 7, 3);
        Tensor relative = Positions.relative(distances, 4);
        // Entry (3, 0) is the largest distance, entry (0, 3) the smallest, the diagonal is 0.
        assertEquals(at(distances, 6, 1), at(relative, (3 * 4) + 0, 1));
        assertEquals(at(distances, 0, 1), at(relative, 3, 1));
        assertEquals(at(distances, 3, 1), at(relative, (2 * 4) + 2, 1));
    }

    @Test
    void positionTablesAreInterpolatedLinearly() {
        // 0, 1 at half-pixel centres becomes 0, 1/4, 3/4, 1 along x; y has a single row.
        Tensor table = Tensors.of(new float[] {0, 1, 0, 1}, 1, 2, 2, 1);
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1}, Tensors.floats(Positions.absolute(table, 1, 4)));
        // Distances -1, 0, 1 on two places become one place: the middle.
        Tensor distances = Tensors.of(new float[] {1, 2, 6}, 3, 1);
        assertEquals(2, Positions.relative(distances, 1).item_float());
    }

    @Test
    void slicesOfTheAttentionGiveTheSameAsAllAtOnce() {
        Attention attention = new Attention(16, 2, 4);
        Filler.fill(attention, "attention.");
        Tensor grid = Filler.input("grid", 2, 5, 3, 16);
        float[] whole = Tensors.floats(attention.forward(grid, 5));
        assertArrayEquals(whole, Tensors.floats(attention.forward(grid, 2)), 1e-6f);
        assertArrayEquals(whole, Tensors.floats(attention.forward(grid)), 0);
    }

    @Test
    void slicesHoldAtMostTheLimitOrOneRow() {
        // SAM's base model at 1024 px: a row of queries takes 12 * 64 * 4096 * 4 bytes = 12 MiB.
        assertEquals(10, new Attention(24, 12, 4).rowsAtOnce(1, 64, 64));
        assertEquals(32, new Attention(24, 12, 4).rowsAtOnce(1, 32, 32));
        assertEquals(1, new Attention(24, 12, 4).rowsAtOnce(100, 64, 64));
    }

    @Test
    void imagesOfABatchDoNotMix() {
        SamEncoder encoder = encoder();
        Tensor both = Filler.input("images", 2, 3, 48, 64);
        float[] together = Tensors.floats(encoder.forward(both).select(0, 1));
        float[] alone = Tensors.floats(encoder.forward(both.narrow(0, 1, 1)));
        assertArrayEquals(together, alone, 1e-5f);
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        SamEncoder encoder = encoder();
        Tensor images = Filler.input("images", 1, 3, 48, 64);
        embed(encoder, images);
        long before = Pointer.totalCount();
        for (int i = 0; i < 5; i++) {
            embed(encoder, images);
        }
        assertTrue(Pointer.totalCount() <= before, () -> "leaked " + (Pointer.totalCount() - before));
    }

    @Test
    void saysWhichSizesItTakes() {
        SamdaException e =
                assertThrows(SamdaException.class, () -> encoder().forward(Filler.input("images", 1, 3, 48, 70)));
        assertEquals(
                "The generic encoder takes images of 3 channels whose sides are multiples of 16 px, got 3 channels"
                        + " of 70 x 48 px (W x H). Pad the image.",
                e.getMessage());
    }

    @Test
    void configsThatCannotBeAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SamEncoderConfig(15, 2, 2, 2, 3, List.of(1), 4, 8, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SamEncoderConfig(16, 2, 2, 2, 3, List.of(2), 4, 8, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SamEncoderConfig(16, 2, 2, 0, 3, List.of(), 4, 8, Optional.empty()));
    }

    private static void embed(SamEncoder encoder, Tensor images) {
        try (PointerScope scope = new PointerScope()) {
            assertEquals(12, encoder.forward(images).size(2) * 4);
        }
    }

    private static SamEncoder encoder() {
        SamEncoder encoder = new SamEncoder(CONFIG);
        Filler.fill(encoder, "image_encoder.");
        return encoder;
    }

    private static void transposeWeights(SamEncoder encoder) {
        try (org.bytedeco.pytorch.NoGradGuard noGrad = new org.bytedeco.pytorch.NoGradGuard()) {
            var weights = org.samda.torch.Parameters.named(encoder);
            swap(weights.get("pos_embed"), weights.get("pos_embed").transpose(1, 2));
            swap(
                    weights.get("patch_embed.proj.weight"),
                    weights.get("patch_embed.proj.weight").transpose(2, 3));
            swap(weights.get("neck.2.weight"), weights.get("neck.2.weight").transpose(2, 3));
            for (int i = 0; i < 2; i++) {
                Tensor h = weights.get("blocks." + i + ".attn.rel_pos_h");
                Tensor w = weights.get("blocks." + i + ".attn.rel_pos_w");
                Tensor before = h.clone();
                h.copy_(w);
                w.copy_(before);
            }
        }
    }

    private static void swap(Tensor weight, Tensor turned) {
        weight.copy_(turned.clone());
    }

    private static float at(Tensor tensor, int row, int column) {
        return Tensors.floats(tensor)[row * 3 + column];
    }
}
