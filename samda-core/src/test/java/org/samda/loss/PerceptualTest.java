// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Precision;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;

class PerceptualTest {
    private static final Tensor COUNTING = Tensors.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 2, 2, 2);
    private static final Tensor ONES = Tensors.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 1, 2, 2, 2);

    @Test
    void equalsTheValuesWorkedOutByHand() {
        // Channels (0 1 2 3) and (4 5 6 7): products 14, 38, 126, over C H W = 8.
        assertArrayEquals(new float[] {1.75f, 4.75f, 4.75f, 15.75f}, Tensors.floats(Gram.of(COUNTING)));
        // Channels of ones: every product is 4.
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, Tensors.floats(Gram.of(ONES)));
        // (1 + 0 + 1 + 4 + 9 + 16 + 25 + 36) / 8
        assertEquals(11.5, FeatureReconstruction.of(COUNTING, ONES).item_double());
        // 1.25^2 + 2 * 4.25^2 + 15.25^2
        assertEquals(270.25, StyleReconstruction.of(COUNTING, ONES).item_double());
        assertEquals(281.75, new Perceptual(1).of(COUNTING, ONES).item_double());
    }

    @Test
    void theStyleWeightScalesTheStyleTermOnly() {
        assertEquals(11.5, new Perceptual(0).of(COUNTING, ONES).item_double());
        assertEquals(11.5 + 2 * 270.25, new Perceptual(2).of(COUNTING, ONES).item_double());
        assertThrows(IllegalArgumentException.class, () -> new Perceptual(-1));
        assertThrows(IllegalArgumentException.class, () -> new Perceptual(Double.NaN));
    }

    @Test
    void valuesOfEachPairAndTheirMeanAreTheRecordedOnes() {
        JsonNode expected = GoldenFile.of("samda/perceptual/fp64").value();
        float[] features = Tensors.floats(FeatureReconstruction.of(source(), target()));
        float[] styles = Tensors.floats(StyleReconstruction.of(source(), target()));
        for (int i = 0; i < 2; i++) {
            assertRelative(expected.get("l_feat_per_sample").get(i), features[i]);
            assertRelative(expected.get("l_style_per_sample").get(i), styles[i]);
        }
        assertRelative(
                expected.get("total_batch_mean"),
                new Perceptual(1).of(source(), target()).item_double());
    }

    @Test
    void gramMatrixIsTheRecordedOne() {
        GoldenFile.of("samda/perceptual/gram_s").assertMatches(Gram.of(source()), 1e-4);
    }

    @Test
    void gradientsAreTheRecordedOnes() {
        Tensor source = source().requires_grad_(true);
        Tensor target = target().requires_grad_(true);
        new Perceptual(1).of(source, target).backward();
        GoldenFile.of("samda/perceptual/grad_s").assertMatches(source.grad(), 1e-4);
        GoldenFile.of("samda/perceptual/grad_t").assertMatches(target.grad(), 1e-4);
    }

    @Test
    void gradientOfStyleAloneIsTheRecordedOne() {
        Tensor source = source().requires_grad_(true);
        StyleReconstruction.of(source, target()).mean().backward();
        GoldenFile.of("samda/perceptual/grad_s_style_only").assertMatches(source.grad(), 1e-4);
    }

    @Test
    void styleIgnoresWhereThingsAre() {
        Tensor shuffled = source().flip(2, 3).transpose(2, 3);
        assertEquals(0, StyleReconstruction.of(source(), shuffled).max().item_double(), 1e-10);
        assertEquals(0, new Perceptual(1).of(source(), source()).item_double());
    }

    @Test
    void staysInFloat32UnderAutocast() {
        double expected = StyleReconstruction.of(source(), target()).sum().item_double();
        try (Autocast autocast = Autocast.of(new Engine(2, "cpu", Precision.BF16))) {
            Tensor style = StyleReconstruction.of(source(), target());
            assertEquals(ScalarType.Float, style.scalar_type().intern());
            assertEquals(expected, style.sum().item_double());
            // Autocast itself goes on afterwards.
            assertEquals(
                    ScalarType.BFloat16, COUNTING.matmul(ONES).scalar_type().intern());
        }
    }

    private static void assertRelative(JsonNode expected, double actual) {
        assertEquals(expected.asDouble(), actual, 1e-5 * Math.abs(expected.asDouble()));
    }

    private static Tensor source() {
        return Filler.input("samda.s", 2, 256, 16, 16);
    }

    private static Tensor target() {
        return Filler.symmetric("samda.t", 0.8 * Filler.UNIT, 0.25, 2, 256, 16, 16);
    }
}
