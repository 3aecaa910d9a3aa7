// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Precision;
import org.samda.torch.Scoped;

/** SAM's three sizes against the official implementation, in float32. */
class PublishedShapesTest {
    private static final double TOLERANCE = 1.5e-5;

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(PublishedShapes.SAM_B, "vit_b"),
                Arguments.of(PublishedShapes.SAM_L, "vit_l"),
                Arguments.of(PublishedShapes.SAM_H, "vit_h"));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void parametersHaveTheOfficialNamesAndShapes(EncoderShape shape, String official) {
        GenericEncoder network = GenericEncoder.of(shape);
        Map<?, ?> shapes = Shapes.of(network, "image_encoder.");
        Parameters.free(network);
        assertEquals(GoldenFile.shapes("sam/state_dict_" + official + ".json"), shapes);
    }

    @Test
    void everyBlockOfTheBaseModelGivesTheOfficialTokensAt1024Pixels() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            SamEncoder encoder = new SamEncoder(PublishedShapes.SAM_B);
            Filler.fill(encoder, "image_encoder.");
            Tensor grid = encoder.tokens(Filler.input("sam.vit_b.input", 1, 3, 1024, 1024));
            golden("tokens_in").assertMatches(grid, TOLERANCE);
            golden("block00_attn").assertMatches(encoder.blocks().get(0).windowAttention(grid), TOLERANCE);
            for (int i = 0; i < encoder.blocks().size(); i++) {
                Tensor input = grid;
                TransformerBlock block = encoder.blocks().get(i);
                grid = Scoped.result(() -> block.forward(input));
                golden("block%02d".formatted(i)).assertMatches(grid, TOLERANCE);
            }
            golden("out").assertMatches(encoder.embedding(grid), TOLERANCE);
        }
    }

    /** The large sizes differ in depth, width and the size of a head: 64 and 80. */
    @ParameterizedTest
    @MethodSource("sizes")
    void aShallowNetworkOfEachWidthGivesOneVectorForEveryToken(EncoderShape shape, String official) {
        SamEncoderConfig whole = (SamEncoderConfig) shape;
        SamEncoderConfig shallow = new SamEncoderConfig(
                whole.embedDim(),
                2,
                whole.heads(),
                whole.mlpRatio(),
                whole.windowSize(),
                List.of(1),
                whole.pretrainedGrid(),
                whole.outChannels(),
                Optional.empty());
        GenericEncoder network = GenericEncoder.of(shallow);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Filler.fill(network, "image_encoder.");
            Tensor exact = network.forward(Filler.input(official, 1, 3, 256, 224));
            assertArrayEquals(new long[] {1, 256, 16, 14}, exact.shape());
            try (Autocast autocast = Autocast.of(new Engine(1, "cpu", Precision.BF16))) {
                Tensor coarse = network.forward(Filler.input(official, 1, 3, 256, 224));
                double difference =
                        coarse.to(torch.ScalarType.Float).sub(exact).norm().item_float();
                assertTrue(difference < 2e-2 * exact.norm().item_float(), "differs by " + difference);
            }
        }
        Parameters.free(network);
    }

    @Test
    void mobileSamTakesImagesOfAnySizeInWholeTokens() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            GenericEncoder network = GenericEncoder.of(PublishedShapes.MOBILE_SAM);
            Tensor embedding = network.forward(Filler.input("any", 1, 3, 48, 112));
            assertArrayEquals(new long[] {1, 256, 3, 7}, embedding.shape());
        }
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("sam/vit_b_raw/" + name);
    }
}
