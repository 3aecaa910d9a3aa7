// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.samda.golden.Discs;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.loss.DeepSupervision;
import org.samda.loss.DiceCrossEntropy;
import org.samda.model.ExpertUNet;
import org.samda.model.ExpertUNetConfig;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;

/** Three updates of the paper's U-Net of 8 stages against nnU-Net's: network, losses and optimiser together. */
@Tag("slow")
class ThreeUpdatesGoldenTest {
    private static final String UPDATE = "unet/train3/update/";
    private static final int SIDE = 256;
    private static final int BATCH = 2;
    private static final DeepSupervision LOSS = new DeepSupervision(new DiceCrossEntropy(true));

    @Test
    void lossesAndUpdatesAreThoseOfTheOfficialCode() {
        ExpertUNet network = new ExpertUNet(ExpertUNetConfig.halving(2, 8, 32, 512));
        Filler.fill(network, "");
        Map<String, Tensor> parameters = Parameters.named(network);
        Map<String, float[]> before = new HashMap<>();
        List<String> compared = GoldenFile.names(UPDATE).stream()
                .map(name -> name.substring(UPDATE.length()))
                .toList();
        compared.forEach(name -> before.put(name, Tensors.floats(parameters.get(name))));
        JsonNode losses = GoldenFile.of("unet/train3/losses").value();
        try (NesterovSgd sgd = new NesterovSgd(parameters, TinyTraining.SGD)) {
            for (int k = 0; k < 3; k++) {
                double rate = TinyTraining.SGD.learningRate(1e-2, k, 1000);
                assertEquals(losses.get(k).asDouble(), update(network, parameters, sgd, k, rate), 1e-3);
            }
        }
        Map<String, Double> errors = new TreeMap<>();
        compared.forEach(name -> errors.put(name, errorOfUpdate(name, before.get(name), parameters.get(name))));
        JsonNode official =
                GoldenFile.of("unet/train3/update_l2_fp64_and_fp32_rel_err").value();
        errors.forEach((name, error) -> {
            // The official code in float32 is itself this far from float64.
            double own = official.path(name).path(1).asDouble();
            assertTrue(error <= 3 * own + 1e-3, () -> errors + ", too far: " + name + ", official " + own);
        });
    }

    private static double update(
            ExpertUNet network, Map<String, Tensor> parameters, NesterovSgd sgd, int k, double rate) {
        try (PointerScope scope = new PointerScope()) {
            Gradients.clear(parameters);
            Tensor loss = LOSS.of(
                    network.forward(Filler.input("unet.train.step" + k, BATCH, 1, SIDE, SIDE), 7),
                    Discs.labels(BATCH, SIDE, SIDE));
            loss.backward();
            sgd.step(rate);
            return loss.item_float();
        }
    }

    /** Length of the difference of the two updates over the length of the official one, on the stored elements. */
    private static double errorOfUpdate(String name, float[] before, Tensor after) {
        GoldenFile golden = GoldenFile.of(UPDATE + name);
        double[] expected = golden.elements();
        float[] now = Tensors.floats(after);
        int stride = golden.stride();
        double difference = 0;
        double length = 0;
        for (int i = 0; i < expected.length; i++) {
            double found = (double) now[i * stride] - before[i * stride];
            difference += (found - expected[i]) * (found - expected[i]);
            length += expected[i] * expected[i];
        }
        return length == 0 ? Math.sqrt(difference) : Math.sqrt(difference / length);
    }
}
