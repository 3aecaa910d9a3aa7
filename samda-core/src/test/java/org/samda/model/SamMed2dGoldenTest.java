// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Parameters;

/** SAM-Med2D's encoder, and the way from SAM to it, against the official implementation, in float32. */
class SamMed2dGoldenTest {
    private static final double TOLERANCE = 1.5e-5;

    private static final SamEncoderConfig TINY =
            new SamEncoderConfig(64, 4, 4, 4, 7, List.of(1, 3), 8, 256, Optional.of(4));

    private static final SamEncoderConfig MED2D = PublishedShapes.SAM_MED2D;

    @Test
    void adaptersGiveTheOfficialTokens() {
        Adapter adapter = new Adapter(32, 8);
        Filler.fill(adapter, "adapter_unit.");
        Tensor grid = Filler.input("sammed2d.adapter.input", 2, 16, 16, 32);
        golden("adapter_unit/out").assertMatches(adapter.forward(grid), TOLERANCE);
        Tensor oblong = Filler.input("sammed2d.adapter.odd", 1, 14, 18, 32);
        golden("adapter_unit/out_14x18").assertMatches(adapter.forward(oblong), TOLERANCE);
    }

    @Test
    void everyBlockOfTheTinyEncoderGivesTheOfficialTokens() {
        SamEncoder encoder = new SamEncoder(TINY);
        Filler.fill(encoder, "image_encoder.");
        assertMatches(encoder, Filler.input("sammed2d.tiny.input", 2, 3, 128, 128), "tiny_adapter");
    }

    @Test
    void everyBlockGivesTheOfficialTokensAt256Pixels() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            SamEncoder encoder = new SamEncoder(MED2D);
            assertEquals(
                    GoldenFile.shapes("sammed2d/state_dict_vit_b_256_adapter.json"),
                    Shapes.of(encoder, "image_encoder."));
            Filler.fill(encoder, "image_encoder.");
            assertMatches(encoder, input(), "vit_b_256_adapter");
            assertMatchesWithPlainSamsTables(encoder);
        }
    }

    @Test
    void withoutAdaptersItGivesTheOfficialEmbedding() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            SamEncoder encoder = new SamEncoder(new SamEncoderConfig(
                    MED2D.embedDim(),
                    MED2D.depth(),
                    MED2D.heads(),
                    MED2D.mlpRatio(),
                    MED2D.windowSize(),
                    MED2D.globalBlocks(),
                    MED2D.pretrainedGrid(),
                    MED2D.outChannels(),
                    Optional.empty()));
            Filler.fill(encoder, "image_encoder.");
            golden("vit_b_256_noadapter/out").assertMatches(encoder.forward(input()), TOLERANCE);
        }
    }

    /** Plain SAM's weights differ from those this encoder is filled with in the position tables alone. */
    private static void assertMatchesWithPlainSamsTables(SamEncoder encoder) {
        Map<String, Tensor> sam = new LinkedHashMap<>(Parameters.named(encoder));
        sam.keySet().removeIf(name -> name.contains("Adapter"));
        sam.put("pos_embed", Filler.symmetric("image_encoder.pos_embed", 0.1, 0, 1, 64, 64, 768));
        for (int block : PublishedShapes.SAM_B.globalBlocks()) {
            for (String axis : new String[] {"h", "w"}) {
                String name = "blocks." + block + ".attn.rel_pos_" + axis;
                sam.put(name, Filler.symmetric("image_encoder." + name, 0.1, 0, 127, 64));
            }
        }
        encoder.loadPlainSam(sam, "the test");
        Map<String, Tensor> fitted = Parameters.named(encoder);
        golden("interp_1024_to_256/pos_embed").assertMatches(fitted.get("pos_embed"), TOLERANCE);
        for (int block : PublishedShapes.SAM_B.globalBlocks()) {
            for (String axis : new String[] {"h", "w"}) {
                golden("interp_1024_to_256/blocks.%d.rel_pos_%s".formatted(block, axis))
                        .assertMatches(fitted.get("blocks." + block + ".attn.rel_pos_" + axis), TOLERANCE);
            }
        }
        golden("interp_1024_to_256/out").assertMatches(encoder.forward(input()), TOLERANCE);
    }

    @Test
    void aCheckpointWithoutABlockIsNoSam() {
        SamEncoder encoder = new SamEncoder(TINY);
        Map<String, Tensor> sam = new LinkedHashMap<>(Parameters.named(encoder));
        sam.remove("blocks.3.attn.qkv.weight");
        SamdaException e = assertThrows(SamdaException.class, () -> encoder.loadPlainSam(sam, "the test"));
        assertEquals(true, e.getMessage().contains("blocks.3.attn.qkv.weight"), e.getMessage());
    }

    @Test
    void newAdaptersAreDrawnByTheNumberOfOutputs() {
        // fan_out of the transposed convolution's [64, 64, 4, 4] is 64 * 16.
        Tensor weight = Parameters.named(new Adapter(64, 16)).get("spatial.2.weight");
        assertEquals(Math.sqrt(2 / 1024.0), weight.std().item_float(), 5e-4);
    }

    private static void assertMatches(SamEncoder encoder, Tensor images, String name) {
        Tensor grid = encoder.tokens(images);
        golden(name + "/tokens_in").assertMatches(grid, TOLERANCE);
        golden(name + "/block00_attn").assertMatches(encoder.blocks().get(0).windowAttention(grid), TOLERANCE);
        for (int i = 0; i < encoder.blocks().size(); i++) {
            grid = encoder.blocks().get(i).forward(grid);
            golden(name + "/block%02d".formatted(i)).assertMatches(grid, TOLERANCE);
        }
        golden(name + "/out").assertMatches(encoder.forward(images), TOLERANCE);
    }

    private static Tensor input() {
        return Filler.input("sammed2d.vit_b.input", 1, 3, 256, 256);
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("sammed2d/" + name);
    }
}
