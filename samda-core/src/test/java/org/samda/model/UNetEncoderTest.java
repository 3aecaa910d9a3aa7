// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.model.ExpertUNetConfig.Kernel;
import org.samda.model.ExpertUNetConfig.Pooling;
import org.samda.model.ExpertUNetConfig.Stride;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/** Max pooling in the contracting path (PAPER row 4); strided convolutions are in {@link ExpertUNetGoldenTest}. */
class UNetEncoderTest {
    private static final ExpertUNetConfig STRIDED =
            new ExpertUNetConfig(1, 2, List.of(4, 6), List.of(new Stride(1, 1), new Stride(2, 1)), 0);

    private static final ExpertUNetConfig POOLED = STRIDED.pooling(Optional.of(Pooling.MAX));

    @Test
    void aStageSeesTheLargestValuesOfTheOneAbove() {
        UNetEncoder encoder = new UNetEncoder(POOLED);
        List<Tensor> features = encoder.forward(Filler.input("images", 2, 1, 12, 10));
        ConvStage second = new ConvStage(4, 6, Kernel.SQUARE, new Stride(1, 1));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Parameters.named(encoder).forEach((name, tensor) -> {
            if (name.startsWith("stages.1.0.")) {
                weights.put(name.substring("stages.1.0.".length()), tensor);
            }
        });
        Parameters.load(second, weights, "The test");
        Tensor expected = second.forward(max_pool2d(features.get(0), 2, 1));
        assertArrayEquals(new long[] {2, 6, 6, 10}, features.get(1).shape());
        assertArrayEquals(Tensors.floats(expected), Tensors.floats(features.get(1)), 1e-6f);
    }

    @Test
    void parametersHaveTheSameNamesAndShapesAsWithStridedConvolutions() {
        assertEquals(shapes(STRIDED), shapes(POOLED));
    }

    @Test
    void fusingKeepsThePooling() {
        assertEquals(Optional.of(Pooling.MAX), POOLED.fusing(8).pooling());
        assertEquals(STRIDED, POOLED.pooling(Optional.empty()));
    }

    private static Map<String, List<Long>> shapes(ExpertUNetConfig config) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        Parameters.named(new ExpertUNet(config))
                .forEach((name, tensor) -> shapes.put(
                        name, java.util.Arrays.stream(tensor.shape()).boxed().toList()));
        return shapes;
    }
}
