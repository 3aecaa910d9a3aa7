// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Parameters;

/** MobileSAM's encoder against the official implementation, in float32. */
class TinyVitGoldenTest {
    private static final double TOLERANCE = 1.5e-5;

    @Test
    void everyBlockGivesTheOfficialFeaturesAt1024Pixels() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            TinyVit encoder = filled();
            Tensor images = Filler.input("mobilesam.input", 1, 3, 1024, 1024);
            Tensor features = encoder.patches(images);
            golden("eval/patch_embed").assertMatches(features, TOLERANCE);
            ConvolutionStage first = encoder.convolutionStage();
            for (int i = 0; i < first.blocks().size(); i++) {
                features = first.blocks().get(i).forward(features);
                golden("eval/layers.0.blocks." + i).assertMatches(features, TOLERANCE);
            }
            features = first.downsample().forward(features);
            golden("eval/layers.0.downsample").assertMatches(tokens(features), TOLERANCE);
            for (int i = 0; i < encoder.attentionStages().size(); i++) {
                features = assertStageMatches(encoder.attentionStages().get(i), i + 1, features);
            }
            Tensor embedding = encoder.forward(images);
            golden("eval/out").assertMatches(embedding, TOLERANCE);
            double stale = golden("quirk/stale_out").errorInStd(embedding);
            assertTrue(stale > 0.01, () -> "the attention biases are not used: " + stale);
        }
    }

    private static Tensor assertStageMatches(AttentionStage stage, int number, Tensor input) {
        Tensor features = input;
        for (int i = 0; i < stage.blocks().size(); i++) {
            features = stage.blocks().get(i).forward(features);
            golden("eval/layers." + number + ".blocks." + i).assertMatches(tokens(features), TOLERANCE);
        }
        if (stage.downsample().isPresent()) {
            features = stage.downsample().get().forward(features);
            golden("eval/layers." + number + ".downsample").assertMatches(tokens(features), TOLERANCE);
        }
        return features;
    }

    @Test
    void blocksGiveTheOfficialFeatures() {
        TinyVitBlock block = new TinyVitBlock(32, 4, 7);
        Filler.fill(block, "tvblock_unit.");
        Tensor ragged = features(Filler.input("mobilesam.tvblock.block_10x12_w7", 2, 120, 32), 10, 12);
        golden("unit/block_10x12_w7").assertMatches(tokens(block.forward(ragged)), TOLERANCE);
        Tensor whole = features(Filler.input("mobilesam.tvblock.block_7x7_w7", 2, 49, 32), 7, 7);
        golden("unit/block_7x7_w7").assertMatches(tokens(block.forward(whole)), TOLERANCE);
    }

    @Test
    void convolutionsGiveTheOfficialFeatures() {
        InvertedBottleneck bottleneck = new InvertedBottleneck(8);
        Filler.fill(bottleneck, "mbconv_unit.");
        Tensor images = Filler.input("mobilesam.mbconv.input", 2, 8, 10, 12);
        golden("unit/mbconv_eval").assertMatches(bottleneck.forward(images), TOLERANCE);
        Tensor grid = features(Filler.input("mobilesam.merge", 1, 80, 16), 8, 10);
        golden("unit/merge_s2").assertMatches(merged(new PatchMerging(16, 24, 2), grid), TOLERANCE);
        golden("unit/merge_320_s1").assertMatches(merged(new PatchMerging(16, 320, 1), grid), TOLERANCE);
    }

    @Test
    void theTableOfBiasesIsReadAsOfficially() {
        golden("unit/attention_bias_idxs_7x7").assertMatches(WindowAttention.indices(7), 0);
        golden("unit/attention_bias_idxs_14x14").assertMatches(WindowAttention.indices(14), 0);
        golden("unit/attention_bias_idxs_14x14_first_row")
                .assertMatches(WindowAttention.indices(14).select(0, 0), 0);
    }

    @Test
    void parametersHaveTheOfficialNamesAndShapes() {
        TinyVit encoder = new TinyVit(PublishedShapes.MOBILE_SAM);
        Map<String, Object> expected = new LinkedHashMap<>(GoldenFile.shapes("mobilesam/state_dict_tinyvit5m.json"));
        encoder.unused()
                .forEach(name -> assertTrue(expected.remove("image_encoder." + name) != null, name + " is not in it"));
        assertEquals(expected, Shapes.of(encoder, "image_encoder."));
    }

    @Test
    void officialWeightsAreLoadedWithTheUnusedClassifier() {
        TinyVit encoder = filled();
        Map<String, Tensor> weights = new LinkedHashMap<>(Parameters.named(encoder));
        weights.put("head.bias", Filler.input("head", 1000));
        TinyVit other = new TinyVit(PublishedShapes.MOBILE_SAM);
        other.load(weights, "the test");
        assertEquals(Parameters.hash(encoder), Parameters.hash(other));
    }

    private static TinyVit filled() {
        TinyVit encoder = new TinyVit(PublishedShapes.MOBILE_SAM);
        Filler.fill(encoder, "image_encoder.");
        return encoder;
    }

    private static Tensor merged(PatchMerging merging, Tensor features) {
        Filler.fill(merging, "merge_unit.");
        return tokens(merging.forward(features));
    }

    private static Tensor features(Tensor tokens, long height, long width) {
        return tokens.unflatten(1, height, width).permute(0, 3, 1, 2);
    }

    private static Tensor tokens(Tensor features) {
        return features.flatten(2, 3).transpose(1, 2);
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("mobilesam/" + name);
    }
}
