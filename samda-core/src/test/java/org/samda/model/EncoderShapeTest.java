// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.config.Configs;
import org.samda.model.SamdaModelConfig.GenericConfig;

class EncoderShapeTest {
    static Stream<EncoderShape> shapes() {
        return Stream.of(PublishedShapes.SAM_H, PublishedShapes.SAM_MED2D, PublishedShapes.MOBILE_SAM);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeIsReadBackAsItWasWritten(EncoderShape shape) {
        ProjectorConfig projector = ProjectorConfig.between(256, 8, 1, new ExpertUNetConfig.Stride(8, 8));
        GenericConfig generic =
                new GenericConfig(shape, 256, EncoderNormalization.IMAGE_NET, projector, Optional.empty());
        assertEquals(generic, Configs.fromJson(Configs.toJson(generic), "test", GenericConfig.class));
        assertEquals(generic, Configs.parse(Configs.toYaml(generic), "test", GenericConfig.class));
    }

    @Test
    void whatWasWrittenBeforeThereWereAdaptersIsStillRead() {
        String json = """
                {"embedDim": 16, "depth": 2, "heads": 2, "mlpRatio": 2, "windowSize": 4, "globalBlocks": [1],
                 "pretrainedGrid": 4, "outChannels": 8}
                """;
        SamEncoderConfig config = Configs.fromJson(json, "test", SamEncoderConfig.class);
        assertEquals(16, config.embedDim());
        assertEquals(true, config.adapterGate().isEmpty());
    }

    @Test
    void theShapeDecidesWhichNetworkIsBuilt() {
        TinyVitConfig tiny = new TinyVitConfig(
                List.of(4, 4, 6, 8), List.of(1, 1, 1, 1), List.of(1, 2, 3, 4), List.of(2, 2, 2, 2), 5);
        assertEquals(
                tiny, assertInstanceOf(TinyVit.class, GenericEncoder.of(tiny)).config());
        SamEncoderConfig sam = new SamEncoderConfig(4, 1, 1, 1, 2, List.of(), 2, 5, java.util.Optional.empty());
        assertEquals(
                sam, assertInstanceOf(SamEncoder.class, GenericEncoder.of(sam)).config());
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        List<Integer> ones = List.of(1, 1, 1, 1);
        List<Integer> dims = List.of(4, 4, 6, 8);
        assertThrows(IllegalArgumentException.class, () -> new TinyVitConfig(dims, ones, ones, List.of(1, 1, 1), 5));
        assertThrows(IllegalArgumentException.class, () -> new TinyVitConfig(dims, ones, List.of(1, 1, 4, 1), ones, 5));
        assertThrows(IllegalArgumentException.class, () -> new TinyVitConfig(dims, ones, ones, ones, 0));
        assertThrows(IllegalArgumentException.class, () -> PublishedShapes.SAM_B.withAdapters(5));
    }
}
