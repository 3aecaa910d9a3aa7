// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.golden.Discs;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.model.ExpertUNet;
import org.samda.model.ExpertUNetConfig;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;

/** Loss values and gradients against nnU-Net's, in float32. */
class SegmentationLossGoldenTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valueAndGradientAreTheOfficialOnes(boolean batchDice) {
        Tensor logits = Filler.symmetric("loss.logits", 2, 0, 2, 2, 16, 24).requires_grad_(true);
        Tensor loss = new DiceCrossEntropy(batchDice).of(logits, storedLabels());
        String name = "_batch" + (batchDice ? 1 : 0) + "_bg0";
        assertEquals(value("loss_unit/dc_ce" + name).asDouble(), loss.item_double(), 1e-6);
        loss.backward();
        golden("loss_unit/grad_dc_ce" + name).assertMatches(logits.grad(), 1e-4);
    }

    @Test
    void weightsAreTheOfficialOnes() {
        double[] expected = doubles(value("deep_supervision/weights_7"));
        assertArrayEquals(
                expected,
                DeepSupervision.weights(7).stream().mapToDouble(x -> x).toArray(),
                1e-15);
    }

    @Test
    void labelsAreShrunkAsOfficially() {
        Tensor labels = Discs.labels(2, 256, 256);
        double[] counts = doubles(value("deep_supervision/foreground_counts"));
        for (int scale = 0; scale < 7; scale++) {
            long side = 256 >> scale;
            Tensor small = DeepSupervision.shrink(labels, side, side);
            assertEquals(counts[scale], small.sum().item_double());
            if (scale >= 2) {
                golden("deep_supervision/target_scale" + scale).assertMatches(small.unsqueeze(1), 0);
            }
        }
    }

    @Test
    void theTinyNetworkLearnsInTheOfficialDirection() {
        ExpertUNet network = new ExpertUNet(ExpertUNetConfig.halving(2, 3, 4, 8));
        Filler.fill(network, "tiny_unet.");
        Tensor loss = new DeepSupervision(new DiceCrossEntropy(true))
                .of(network.forward(Filler.input("unet.tiny.input", 2, 1, 24, 20), 2), Discs.labels(2, 24, 20));
        assertEquals(value("tiny/loss_weights_1_0").asDouble(), loss.item_double(), 1e-5);
        loss.backward();
        Map<String, Tensor> parameters = Parameters.named(network);
        for (String name : GoldenFile.names("unet/tiny/grad/")) {
            // The gradient of a bias in front of an instance normalisation is 0 but for rounding.
            if (!name.endsWith("conv.bias")) {
                Tensor parameter = parameters.get(name.substring("unet/tiny/grad/".length()));
                GoldenFile.of(name).assertMatches(parameter.grad(), 1e-3);
            }
        }
        assertFalse(parameters.get("decoder.seg_layers.0.weight").grad().defined(), "lowest head");
    }

    @Test
    void theEightStageNetworkLearnsInTheOfficialDirection() {
        ExpertUNet network = new ExpertUNet(ExpertUNetConfig.halving(2, 8, 32, 512));
        Filler.fill(network, "");
        Tensor labels = Discs.labels(2, 256, 256);
        List<Tensor> logits = network.forward(Filler.input("unet.train.input", 2, 1, 256, 256), 7);
        double[] losses = doubles(value("train/loss_per_output_batchdice1"));
        for (int i = 0; i < 7; i++) {
            Tensor small = DeepSupervision.shrink(labels, 256 >> i, 256 >> i);
            assertEquals(
                    losses[i],
                    new DiceCrossEntropy(true).of(logits.get(i), small).item_double(),
                    1e-4);
        }
        Tensor loss = new DeepSupervision(new DiceCrossEntropy(true)).of(logits, labels);
        assertEquals(value("train/loss_batchdice1").asDouble(), loss.item_double(), 1e-4);
        loss.backward();
        assertNormsMatch(Parameters.named(network));
    }

    private static void assertNormsMatch(Map<String, Tensor> parameters) {
        value("train/grad_norms_batchdice1").properties().forEach(entry -> {
            double expected = entry.getValue().asDouble();
            if (expected > 1e-5) {
                double norm = parameters.get(entry.getKey()).grad().norm().item_double();
                assertEquals(expected, norm, 2e-3 * expected, entry.getKey());
            }
        });
        GoldenFile.names("unet/train/grad/")
                .forEach(name -> GoldenFile.of(name)
                        .assertMatches(
                                parameters
                                        .get(name.substring("unet/train/grad/".length()))
                                        .grad(),
                                1e-2));
    }

    private static Tensor storedLabels() {
        double[] stored = golden("loss_unit/target").elements();
        byte[] labels = new byte[stored.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) stored[i];
        }
        return Tensors.of(labels, 2, 16, 24);
    }

    private static double[] doubles(JsonNode array) {
        DoubleStream.Builder values = DoubleStream.builder();
        array.forEach(value -> values.add(value.asDouble()));
        return values.build().toArray();
    }

    private static JsonNode value(String name) {
        return golden(name).value();
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("unet/" + name);
    }
}
