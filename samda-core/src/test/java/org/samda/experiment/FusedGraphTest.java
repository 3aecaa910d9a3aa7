// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.catalog.EncoderCatalog;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.model.EncoderNormalization;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.PublishedShapes;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.training.EncoderTraining;

class FusedGraphTest {
    /** The normalisation and the linear layer of the classifier that TinyViT was pretrained with. */
    private static final long CLASSIFIER = 2 * 320 + 321 * 1000;

    private static final SamEncoderConfig SMALL =
            new SamEncoderConfig(24, 3, 3, 4, 2, List.of(1), 4, 16, Optional.empty());

    /** Not square, of unequal strides; the embedding's grid is 4 x 6, the U-Net's lowest 6 x 20. */
    private static final ExpertUNetConfig EXPERT = new ExpertUNetConfig(
            1,
            3,
            List.of(4, 6, 8),
            List.of(
                    new ExpertUNetConfig.Stride(1, 1),
                    new ExpertUNetConfig.Stride(2, 1),
                    new ExpertUNetConfig.Stride(2, 2)),
            0);

    private static final int HEIGHT = 24;
    private static final int WIDTH = 40;

    static Stream<SamdaModelConfig> networks() {
        return Stream.of(
                SamdaModelConfig.plain(EXPERT),
                fused(SMALL),
                fused(SMALL.withAdapters(4)),
                fused(PublishedShapes.MOBILE_SAM),
                published(),
                RunModel.network(Planner.ofLargeImages(quick(), 2), EncoderKind.TINY, quick()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyModuleHasTheParametersOfTheBuiltOne(SamdaModelConfig network) {
        FusedGraph graph = FusedGraph.of(network, 256, 256, EncoderTraining.FROZEN);
        Map<String, Long> counted = new LinkedHashMap<>();
        graph.modules().forEach(module -> counted.put(module.name(), module.parameters()));
        Map<String, Long> built = new LinkedHashMap<>();
        sizes(network).forEach((name, size) -> built.merge(name.substring(0, name.indexOf('.')), size, Long::sum));
        assertEquals(built, counted);
        assertEquals(built.values().stream().mapToLong(size -> size).sum(), graph.parameters());
    }

    @Test
    void everyPartOfATransformerAndAUNetHasTheParametersOfTheBuiltOne() {
        SamdaModelConfig network = fused(SMALL.withAdapters(4));
        Map<String, Long> sizes = sizes(network);
        FusedGraph graph = FusedGraph.of(network, HEIGHT, WIDTH, EncoderTraining.FROZEN);
        assertPart(graph, "patch embedding, positions", below(sizes, "sam.patch_embed.", "sam.pos_embed"));
        assertPart(graph, "block 0: windows of 2 x 2, adapter", below(sizes, "sam.blocks.0."));
        assertPart(graph, "block 1: global attention, adapter", below(sizes, "sam.blocks.1."));
        assertPart(graph, "neck", below(sizes, "sam.neck."));
        assertPart(graph, "convolution 1, stride 1", below(sizes, "projector.convs.0."));
        assertPart(graph, "E1", below(sizes, "expert.encoder.stages.0."));
        assertPart(graph, "E3", below(sizes, "expert.encoder.stages.2."));
        assertPart(graph, "E3 and projector", 0);
        assertPart(graph, "D2", below(sizes, "expert.decoder.stages.0.", "expert.decoder.transpconvs.0."));
        assertPart(graph, "D1", below(sizes, "expert.decoder.stages.1.", "expert.decoder.transpconvs.1."));
        assertPart(graph, "head of D1", below(sizes, "expert.decoder.seg_layers.1."));
    }

    @Test
    void everyPartOfMobileSamHasTheParametersOfTheBuiltOne() {
        SamdaModelConfig network = fused(PublishedShapes.MOBILE_SAM);
        Map<String, Long> sizes = sizes(network);
        FusedGraph graph = FusedGraph.of(network, HEIGHT, WIDTH, EncoderTraining.FROZEN);
        assertPart(graph, "patch embedding", below(sizes, "sam.patch_embed."));
        assertPart(graph, "stage 0, block 1: convolutions", below(sizes, "sam.layers.0.blocks.1."));
        assertPart(graph, "stage 0: merging", below(sizes, "sam.layers.0.downsample."));
        assertPart(graph, "stage 2, block 5: windows of 14 x 14", below(sizes, "sam.layers.2.blocks.5."));
        assertPart(graph, "stage 2: merging", below(sizes, "sam.layers.2.downsample."));
        assertPart(graph, "stage 3, block 0: windows of 7 x 7", below(sizes, "sam.layers.3.blocks.0."));
        assertPart(graph, "neck", below(sizes, "sam.neck."));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shapesAreThoseOfTheBuiltNetwork(SamdaModelConfig config) {
        int height = config.expert().totalStride().y() * 6;
        int width = config.expert().totalStride().x() * 7;
        FusedGraph graph = FusedGraph.of(config, height, width, EncoderTraining.FROZEN);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                SamdaModel model = new SamdaModel(config)) {
            Tensor images = torch.rand(1, 1, height, width);
            List<Tensor> features = model.expert().encode(images);
            for (int i = 0; i < features.size(); i++) {
                assertEquals(shape(features.get(i)), part(graph, "E" + (i + 1)).shape());
            }
            List<Tensor> logits = model.forward(images, images, model.expert().heads());
            for (int i = 0; i < logits.size(); i++) {
                assertEquals(
                        shape(logits.get(i)), part(graph, "head of D" + (i + 1)).shape());
            }
            if (model.hasGeneric()) {
                Tensor embedding = model.embed(images);
                boolean cropped = config.generic().orElseThrow().preprocessing().isPresent();
                assertEquals(
                        cropped ? List.of(8, 16, 16) : shape(embedding),
                        part(graph, "neck").shape());
                List<FusedGraph.Part> projector = graph.parts().stream()
                        .filter(part -> part.module().equals("projector"))
                        .toList();
                assertEquals(shape(model.project(embedding)), projector.get(2).shape());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"mobile-sam", "sam-b", "sam-l", "sam-h", "med-sam", "sam-med2d"})
    void publishedEncodersHaveTheirPublishedNumberOfParameters(String name) {
        long published =
                EncoderCatalog.load().named(name).network().orElseThrow().parameters();
        long used = name.equals("mobile-sam") ? published - CLASSIFIER : published;
        assertEquals(used, FusedGraph.planned(EncoderKind.named(name), quick()).encoderParameters());
    }

    @Test
    void aPublishedEncoderIsFrozenInEveryStepAndTinyIsTrainedInTheFirst() {
        assertEquals(
                Map.of("sam", List.of(), "projector", List.of(1, 2, 3), "expert", List.of(1, 3)),
                trained(EncoderKind.SAM_B));
        assertEquals(List.of(1), trained(EncoderKind.TINY).get("sam"));
        assertEquals(Map.of("expert", List.of(1, 3)), trained(EncoderKind.NONE));
        assertEquals(
                List.of(1, 3), FusedGraph.planned(EncoderKind.NONE, quick()).steps());
    }

    @Test
    void thePlainUNetIsTheExpertAlone() {
        FusedGraph graph = FusedGraph.planned(EncoderKind.NONE, quick());
        assertEquals(
                List.of("E1", "E2", "E3", "E4", "E5", "D4", "D3", "D2", "D1"),
                graph.parts().stream()
                        .map(FusedGraph.Part::name)
                        .filter(name -> !name.startsWith("head"))
                        .toList());
        assertEquals(0, graph.encoderParameters());
    }

    @Test
    void aPatchThatIsNoMultipleOfTheTotalStrideIsRefused() {
        SamdaModelConfig plain = SamdaModelConfig.plain(EXPERT);
        assertThrows(IllegalArgumentException.class, () -> FusedGraph.of(plain, 22, 40, EncoderTraining.FROZEN));
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> FusedGraph.of(plain, 24, 39, EncoderTraining.FROZEN))
                        .getMessage()
                        .contains("multiples of 4 and 2, got 24 and 39"));
    }

    private static SamdaModelConfig fused(EncoderShape encoder) {
        ProjectorConfig projector = ProjectorConfig.between(
                encoder.outChannels(), EXPERT.bottleneckChannels(), 2, new ExpertUNetConfig.Stride(16, 16));
        return SamdaModelConfig.fused(
                EXPERT,
                new SamdaModelConfig.GenericConfig(
                        encoder, 48, EncoderNormalization.Z_SCORE, projector, Optional.empty()));
    }

    /** Sees every patch in the middle of 256 px. */
    private static SamdaModelConfig published() {
        SamEncoderConfig small = new SamEncoderConfig(8, 1, 2, 2, 4, List.of(0), 16, 8, Optional.empty());
        return SamdaModelConfig.fused(
                EXPERT,
                new SamdaModelConfig.GenericConfig(
                        small,
                        Optional.of(EncoderPreprocessing.SAM_MED2D),
                        48,
                        EncoderNormalization.IMAGE_NET,
                        new ProjectorConfig(8, List.of(8, 8, 8), List.of(1, 1, 1)),
                        Optional.empty()));
    }

    private static Settings quick() {
        return Presets.settings(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, List.of());
    }

    private static Map<String, List<Integer>> trained(EncoderKind kind) {
        Map<String, List<Integer>> trained = new LinkedHashMap<>();
        FusedGraph.planned(kind, quick()).modules().forEach(module -> trained.put(module.name(), module.trainedIn()));
        return trained;
    }

    private static Map<String, Long> sizes(SamdaModelConfig network) {
        Engine.load();
        try (PointerScope scope = new PointerScope();
                SamdaModel model = new SamdaModel(network)) {
            Map<String, Long> sizes = new LinkedHashMap<>();
            Parameters.ofGradients(model).forEach((name, tensor) -> sizes.put(name, tensor.numel()));
            return sizes;
        }
    }

    private static long below(Map<String, Long> sizes, String... prefixes) {
        return sizes.entrySet().stream()
                .filter(entry -> Arrays.stream(prefixes).anyMatch(entry.getKey()::startsWith))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void assertPart(FusedGraph graph, String name, long parameters) {
        assertEquals(parameters, part(graph, name).parameters(), name);
    }

    private static FusedGraph.Part part(FusedGraph graph, String name) {
        return graph.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + graph.parts()));
    }

    private static List<Integer> shape(Tensor tensor) {
        return Arrays.stream(tensor.shape()).skip(1).mapToObj(Math::toIntExact).toList();
    }
}
