// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

class SamdaModelTest {
    private static final SamEncoderConfig ENCODER =
            new SamEncoderConfig(16, 2, 2, 2, 3, List.of(1), 4, 8, Optional.empty());
    private static final ExpertUNetConfig EXPERT = ExpertUNetConfig.halving(2, 4, 4, 8);

    @Test
    void segmentsAtEveryResolution() {
        SamdaModel model = fused();
        List<Tensor> logits = model.forward(images("images"), images("clean"), 3);
        assertArrayEquals(new long[] {2, 2, 48, 64}, logits.get(0).shape());
        assertArrayEquals(new long[] {2, 2, 24, 32}, logits.get(1).shape());
        assertArrayEquals(new long[] {2, 2, 12, 16}, logits.get(2).shape());
        assertEquals(1, model.forward(images("images"), images("clean"), 1).size());
    }

    @Test
    void theGenericPartIsProjectionAfterEmbedding() {
        SamdaModel model = fused();
        Tensor embedding = model.embed(images("clean"));
        assertArrayEquals(new long[] {2, 8, 3, 4}, embedding.shape());
        assertSame(model.project(embedding), model.generic(images("clean")));
        assertSame(
                model.forwardWithEmbedding(images("images"), embedding, 1).get(0),
                model.forward(images("images"), images("clean"), 1).get(0));
    }

    @Test
    void theSegmentationDependsOnBothBranches() {
        SamdaModel model = fused();
        Tensor logits = model.forward(images("images"), images("clean"), 1).get(0);
        assertTrue(differs(
                logits, model.forward(images("other"), images("clean"), 1).get(0)));
        assertTrue(differs(
                logits, model.forward(images("images"), images("other"), 1).get(0)));
    }

    @Test
    void gridsThatDoNotMeetAreResized() {
        // Bottleneck 6 x 8; the enlarged patch gives 9 x 12 tokens, then 9 x 12 or 5 x 6 projected.
        GenericConfig shrinking = new GenericConfig(
                ENCODER,
                120,
                EncoderNormalization.Z_SCORE,
                new ProjectorConfig(8, List.of(8, 8, 8), List.of(1, 1, 1)),
                Optional.empty());
        GenericConfig growing = new GenericConfig(
                ENCODER,
                120,
                EncoderNormalization.Z_SCORE,
                new ProjectorConfig(8, List.of(8, 8, 8), List.of(1, 1, 2)),
                Optional.empty());
        for (GenericConfig generic : List.of(shrinking, growing)) {
            SamdaModel model = new SamdaModel(SamdaModelConfig.fused(EXPERT, generic));
            Tensor logits = model.forward(images("images"), images("clean"), 1).get(0);
            assertArrayEquals(new long[] {2, 2, 48, 64}, logits.shape());
        }
    }

    @Test
    void withoutAGenericPartItIsThePlainUNet() {
        SamdaModel model = new SamdaModel(SamdaModelConfig.plain(EXPERT.fusing(8)));
        assertFalse(model.hasGeneric());
        assertSame(
                model.expert().forward(images("images"), 1).get(0),
                model.forward(images("images"), images("clean"), 1).get(0));
        assertEquals(Set.of("expert"), parts(model));
    }

    @Test
    void childrenHaveTheNamesOfTheCheckpoint() {
        assertEquals(Set.of("expert", "sam", "projector"), parts(fused()));
    }

    @Test
    void aWarmStartGivesThePlainUNetsLogits() {
        ExpertUNet plain = new ExpertUNet(EXPERT);
        SamdaModel model = fused();
        assertTrue(differs(
                plain.forward(images("images"), 1).get(0),
                model.forward(images("images"), images("clean"), 1).get(0)));
        model.warmStart(Parameters.named(plain), "Checkpoint 'plain'");
        List<Tensor> expected = plain.forward(images("images"), 3);
        List<Tensor> found = model.forward(images("images"), images("clean"), 3);
        for (int i = 0; i < 3; i++) {
            assertSame(expected.get(i), found.get(i));
        }
    }

    @Test
    void afterAWarmStartTheGenericPartIsLearntToBeUsed() {
        SamdaModel model = fused();
        model.warmStart(Parameters.named(new ExpertUNet(EXPERT)), "Checkpoint 'plain'");
        model.forward(images("images"), images("clean"), 1)
                .get(0)
                .square()
                .sum()
                .backward();
        Tensor gradient = Parameters.named(model)
                .get("expert.decoder.transpconvs.0.weight")
                .grad();
        assertTrue(gradient.narrow(0, 8, 8).abs().sum().item_double() > 0);
    }

    @Test
    void aFrozenPartGetsNoGradientAndTheOthersDo() {
        SamdaModel model = fused();
        Parameters.setTrainable(model.sam(), false);
        model.forward(images("images"), images("clean"), 1)
                .get(0)
                .square()
                .sum()
                .backward();
        Parameters.named(model)
                .forEach((name, tensor) -> assertEquals(!name.startsWith("sam."), tensor.requires_grad(), name));
        assertFalse(Parameters.named(model.sam()).get("pos_embed").grad().defined());
        assertTrue(Parameters.named(model.projector())
                .get("convs.0.conv.weight")
                .grad()
                .defined());
    }

    @Test
    void configsWhosePartsDoNotFitAreRefused() {
        ProjectorConfig projector = new ProjectorConfig(8, List.of(8, 8, 8), List.of(1, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SamdaModelConfig(
                        EXPERT.fusing(4),
                        Optional.of(new GenericConfig(
                                ENCODER, 16, EncoderNormalization.Z_SCORE, projector, Optional.empty()))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new GenericConfig(
                        ENCODER,
                        16,
                        EncoderNormalization.Z_SCORE,
                        new ProjectorConfig(9, List.of(8, 8, 8), List.of(1, 1, 1)),
                        Optional.empty()));
    }

    private static SamdaModel fused() {
        ProjectorConfig projector = ProjectorConfig.between(8, EXPERT.bottleneckChannels(), 1, EXPERT.totalStride());
        return new SamdaModel(SamdaModelConfig.fused(
                EXPERT, new GenericConfig(ENCODER, 16, EncoderNormalization.Z_SCORE, projector, Optional.empty())));
    }

    private static Tensor images(String name) {
        return Filler.input(name, 2, 1, 48, 64);
    }

    private static Set<String> parts(SamdaModel model) {
        return Parameters.named(model).keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toSet());
    }

    private static boolean differs(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item_double() > 1e-3;
    }

    private static void assertSame(Tensor expected, Tensor found) {
        assertTrue(Arrays.equals(expected.shape(), found.shape()));
        assertArrayEquals(Tensors.floats(expected), Tensors.floats(found), 1e-5f);
    }
}
