// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.golden.Filler;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

class TinyVitTest {
    private static final TinyVitConfig CONFIG =
            new TinyVitConfig(List.of(4, 4, 6, 8), List.of(1, 1, 1, 1), List.of(1, 2, 3, 4), List.of(2, 2, 3, 2), 5);

    @Test
    void makesOneEmbeddingForEvery16Pixels() {
        Tensor embedding = encoder().forward(Filler.input("images", 2, 3, 48, 80));
        assertArrayEquals(new long[] {2, 5, 3, 5}, embedding.shape());
    }

    @Test
    void imagesOfABatchDoNotMix() {
        TinyVit encoder = encoder();
        Tensor both = Filler.input("images", 2, 3, 48, 64);
        float[] together = Tensors.floats(encoder.forward(both).select(0, 1));
        float[] alone = Tensors.floats(encoder.forward(both.narrow(0, 1, 1)));
        assertArrayEquals(together, alone, 1e-5f);
    }

    @Test
    void trainingLeavesTheStatisticsAlone() {
        TinyVit encoder = encoder();
        float[] before = Tensors.floats(Parameters.named(encoder).get("patch_embed.seq.0.bn.running_mean"));
        encoder.forward(Filler.input("images", 1, 3, 32, 32)).sum().backward();
        Map<String, Tensor> after = Parameters.named(encoder);
        assertArrayEquals(before, Tensors.floats(after.get("patch_embed.seq.0.bn.running_mean")));
        Tensor gradient = after.get("layers.2.blocks.0.attn.attention_biases").grad();
        assertTrue(gradient.abs().sum().item_float() > 0);
    }

    @Test
    void otherWeightsAreRefused() {
        Map<String, Tensor> weights = new LinkedHashMap<>(Parameters.named(encoder()));
        weights.put("head.wait", Filler.input("head", 3));
        SamdaException e = assertThrows(SamdaException.class, () -> encoder().load(weights, "The test"));
        assertTrue(e.getMessage().contains("1 unexpected (first: head.wait)"), e.getMessage());
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        TinyVit encoder = encoder();
        Tensor images = Filler.input("images", 1, 3, 48, 64);
        embed(encoder, images);
        long before = Pointer.totalCount();
        for (int i = 0; i < 5; i++) {
            embed(encoder, images);
        }
        assertTrue(Pointer.totalCount() <= before, () -> "leaked " + (Pointer.totalCount() - before));
    }

    private static void embed(TinyVit encoder, Tensor images) {
        try (PointerScope scope = new PointerScope()) {
            assertEquals(3, encoder.forward(images).size(2));
        }
    }

    private static TinyVit encoder() {
        TinyVit encoder = new TinyVit(CONFIG);
        Filler.fill(encoder, "image_encoder.");
        return encoder;
    }
}
