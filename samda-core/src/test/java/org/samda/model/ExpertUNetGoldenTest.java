// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.model.ExpertUNetConfig.Stride;
import org.samda.torch.Parameters;

/** The U-Net against nnU-Net's, in float32. */
class ExpertUNetGoldenTest {
    private static final double TOLERANCE = 1e-3;
    private static final double TINY_TOLERANCE = 1e-4;

    @Test
    void eightStagesGiveTheOfficialOutputsAtAllResolutions() {
        ExpertUNet network = new ExpertUNet(ExpertUNetConfig.halving(2, 8, 32, 512));
        assertEquals(GoldenFile.shapes("unet/state_dict_plainconvunet_8stage.json"), shapes(network));
        Filler.fill(network, "");
        List<Tensor> features = network.encode(Filler.input("unet.input", 1, 1, 256, 256));
        for (int s = 0; s < 8; s++) {
            golden("forward/encoder.stage" + s).assertMatches(features.get(s), TOLERANCE);
        }
        List<Tensor> logits = network.decode(features, features.get(7), 7);
        for (int i = 0; i < 7; i++) {
            golden("forward/out" + i).assertMatches(logits.get(i), TOLERANCE);
        }
    }

    @Test
    void threeStagesGiveTheOfficialOutputs() {
        ExpertUNet network = new ExpertUNet(ExpertUNetConfig.halving(2, 3, 4, 8));
        Filler.fill(network, "tiny_unet.");
        List<Tensor> logits = network.forward(Filler.input("unet.tiny.input", 2, 1, 24, 20), 2);
        golden("tiny/out0").assertMatches(logits.get(0), TINY_TOLERANCE);
        golden("tiny/out1").assertMatches(logits.get(1), TINY_TOLERANCE);
    }

    @Test
    void stridesMayDifferBetweenTheAxes() {
        ExpertUNet network = new ExpertUNet(new ExpertUNetConfig(
                1, 2, List.of(4, 8, 8), List.of(new Stride(1, 1), new Stride(2, 1), new Stride(2, 2)), 0));
        Filler.fill(network, "tiny_unet_aniso.");
        Tensor logits = network.forward(Filler.input("unet.aniso.input", 1, 1, 24, 20), 1)
                .get(0);
        golden("tiny_aniso/out").assertMatches(logits, TINY_TOLERANCE);
    }

    private static Map<String, List<Long>> shapes(ExpertUNet network) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Parameters.named(network)
                .forEach((name, tensor) ->
                        shapes.put(name, Arrays.stream(tensor.shape()).boxed().toList()));
        return shapes;
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("unet/" + name);
    }
}
