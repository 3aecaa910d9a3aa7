// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.model.LoraConfig.Layer;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

class LoraTest {
    private static final SamEncoderConfig SHAPE =
            new SamEncoderConfig(16, 3, 2, 2, 3, List.of(1), 4, 8, Optional.empty());
    private static final LoraConfig LORA = new LoraConfig(2, 3, List.of(1, 2), List.of(Layer.values()));

    private final SamEncoder published = new SamEncoder(SHAPE);

    @Test
    void changesNothingUntilItIsTrained() {
        SamEncoder adapted = adapted();
        assertArrayEquals(embedding(published), embedding(adapted));
        assertEquals(published.hash(), adapted.hash());
    }

    @Test
    void addsToTheNamedLayersOfTheNamedBlocksOnly() {
        LoraConfig some = new LoraConfig(2, 2, List.of(2), List.of(Layer.QKV, Layer.LIN2));
        try (PointerScope scope = new PointerScope()) {
            List<String> added = Parameters.named(new SamEncoder(SHAPE, Optional.of(some))).keySet().stream()
                    .filter(GenericEncoder::isLora)
                    .toList();
            assertEquals(
                    List.of(
                            "blocks.2.attn.qkv_lora.a",
                            "blocks.2.attn.qkv_lora.b",
                            "blocks.2.mlp.lin2_lora.a",
                            "blocks.2.mlp.lin2_lora.b"),
                    added);
        }
    }

    @Test
    void mergedWeightsGiveTheSameEmbedding() {
        SamEncoder adapted = adapted();
        train(adapted);
        float[] before = embedding(adapted);
        assertFalse(Arrays.equals(embedding(published), before));
        adapted.mergeLora();
        assertArrayEquals(before, embedding(adapted), 1e-5f);
        assertNotEquals(published.hash(), adapted.hash());
        adapted.mergeLora();
        assertArrayEquals(before, embedding(adapted), 1e-5f);
    }

    @Test
    void theAddedMapIsWorkedOutByHand() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            LowRank added = new LowRank(new LoraConfig(1, 3, List.of(0), List.of(Layer.QKV)), 2, 1);
            Map<String, Tensor> weights = Parameters.named(added);
            weights.get("a").copy_(Tensors.of(new float[] {1, 2}, 1, 2));
            weights.get("b").copy_(Tensors.of(new float[] {5}, 1, 1));
            // 3 / 1 * 5 * (1 * 10 + 2 * 1) = 180.
            assertArrayEquals(new float[] {180}, Tensors.floats(added.forward(Tensors.of(new float[] {10, 1}, 1, 2))));
        }
    }

    @Test
    void aBlockBeyondTheLastIsRefused() {
        LoraConfig beyond = new LoraConfig(2, 2, List.of(3), List.of(Layer.QKV));
        assertThrows(IllegalArgumentException.class, () -> new SamEncoder(SHAPE, Optional.of(beyond)));
        assertThrows(IllegalArgumentException.class, () -> new LoraConfig(0, 2, List.of(3), List.of(Layer.QKV)));
        assertThrows(IllegalArgumentException.class, () -> new LoraConfig(1, 2, List.of(), List.of(Layer.QKV)));
    }

    @Test
    void aTinyVitIsToldToTrainAllOfIt() {
        SamdaException problem = assertThrows(
                SamdaException.class, () -> GenericEncoder.of(PublishedShapes.MOBILE_SAM, Optional.of(LORA)));
        assertTrue(problem.getMessage().contains("encoder.tuning=full"), problem.getMessage());
    }

    private SamEncoder adapted() {
        SamEncoder adapted = new SamEncoder(SHAPE, Optional.of(LORA));
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> copies = new HashMap<>(Parameters.named(published));
            copies.replaceAll((name, tensor) -> tensor.detach().clone());
            adapted.load(copies, "the published weights");
        }
        return adapted;
    }

    /** As if it had been: other values in every addition. */
    private static void train(SamEncoder encoder) {
        Engine.seed(1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Parameters.named(encoder).forEach((name, tensor) -> {
                if (GenericEncoder.isLora(name)) {
                    tensor.add_(randn(tensor.shape()), Tensors.scalar(0.1));
                }
            });
        }
    }

    private static float[] embedding(SamEncoder encoder) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor images = ones(1, 3, 64, 48).mul(Tensors.scalar(0.3));
            images.select(1, 0).select(1, 5).fill_(Tensors.scalar(2));
            return Tensors.floats(encoder.forward(images));
        }
    }
}
