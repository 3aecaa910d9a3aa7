// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.golden.Filler;
import org.samda.golden.NpyFile;
import org.samda.model.SamEncoder;
import org.samda.model.SamEncoderConfig;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;
import org.samda.torch.Tensors;

class EncoderWeightsTest {
    private static final SamEncoderConfig MICRO =
            new SamEncoderConfig(32, 2, 2, 4, 3, List.of(1), 4, 16, Optional.empty());
    private static final SamEncoderConfig DEEPER =
            new SamEncoderConfig(32, 3, 2, 4, 7, List.of(1), 4, 16, Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void aPublishedCheckpointGivesTheOfficialEmbedding() {
        try (PointerScope scope = new PointerScope()) {
            Path file = Fixture.copy("micro_sam_wrapped.pth", folder);
            SamEncoder encoder = new SamEncoder(MICRO);
            Parameters.load(encoder, EncoderWeights.read(file), "Checkpoint '" + file + "'");
            Tensor embedding = encoder.forward(Filler.input("micro.input", 1, 3, 64, 64));
            assertArrayEquals(new long[] {1, 16, 4, 4}, embedding.shape());
            assertClose(NpyFile.read(Fixture.open("micro_sam_output.npy")), Tensors.floats(embedding));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain_state_dict.pth",
                "plain_dict.pth",
                "wrapped_model.pth",
                "wrapped_model_optimizer_state.pth",
                "wrapped_model_optimizer_object.pth",
                "module_prefix.pth",
                "state_dict_key.pth",
                "nnunet_checkpoint_like.pth",
                "fp16.pth"
            })
    void findsTheEncoderInEveryWrapping(String name) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = EncoderWeights.read(Fixture.copy(name, folder));
            assertEquals(
                    Set.of("pos_embed", "blocks.0.attn.qkv.weight", "blocks.0.attn.qkv.bias", "neck.1.weight"),
                    weights.keySet());
            assertEquals(-0.08106f, Tensors.floats(weights.get("pos_embed"))[0], 1e-4f);
        }
    }

    @Test
    void takesAFileOfTheEncoderAloneWhateverItsFormat() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> bare = EncoderWeights.read(Fixture.copy("micro_sam_wrapped.pth", folder));
            assertEquals(bare.keySet(), EncoderWeights.read(written(bare)).keySet());
            Map<String, Tensor> parallel = new LinkedHashMap<>();
            bare.forEach((name, tensor) -> parallel.put("module." + name, tensor));
            assertEquals(bare.keySet(), EncoderWeights.read(written(parallel)).keySet());
        }
    }

    @Test
    void saysWhatItFoundWhereThereIsNoEncoder() {
        Path file = Fixture.copy("parameters.pth", folder);
        SamdaException e = assertThrows(SamdaException.class, () -> EncoderWeights.read(file));
        assertEquals(
                "Checkpoint '" + file + "' has no image encoder: expected names that begin with 'image_encoder.' or"
                        + " 'patch_embed.', found 2 others (first: w). Choose a checkpoint of SAM, MedSAM, MobileSAM or"
                        + " SAM-Med2D.",
                e.getMessage());
    }

    @Test
    void anEncoderOfAnotherSizeIsAnErrorThatNamesAllDifferences() {
        try (PointerScope scope = new PointerScope()) {
            Path file = Fixture.copy("micro_sam_wrapped.pth", folder);
            Map<String, Tensor> weights = new LinkedHashMap<>(EncoderWeights.read(file));
            weights.put("blocks.0.adapter", Tensors.of(new float[1], 1));
            SamEncoder encoder = new SamEncoder(DEEPER);
            SamdaException e = assertThrows(
                    SamdaException.class, () -> Parameters.load(encoder, weights, "Checkpoint '" + file + "'"));
            assertEquals(
                    "Checkpoint '" + file + "' does not fit the model: 14 missing (first: blocks.2.norm1.weight;"
                            + " blocks.2.norm1.bias; blocks.2.attn.rel_pos_h; blocks.2.attn.rel_pos_w;"
                            + " blocks.2.attn.qkv.weight), 1 unexpected (first: blocks.0.adapter), 2 of another shape"
                            + " (first: blocks.0.attn.rel_pos_h, expected [13, 16], found [5, 16];"
                            + " blocks.0.attn.rel_pos_w, expected [13, 16], found [5, 16])."
                            + " Is it for another model or size? Choose the one it was saved from.",
                    e.getMessage());
        }
    }

    private Path written(Map<String, Tensor> tensors) throws IOException {
        Path file = folder.resolve("encoder.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            SafeTensors.write(out, tensors, Map.of());
        }
        return file;
    }

    private static void assertClose(double[] expected, float[] found) {
        assertEquals(expected.length, found.length);
        double squares = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += expected[i] * expected[i];
            worst = Math.max(worst, Math.abs(expected[i] - found[i]));
        }
        assertTrue(worst <= 1.5e-5 * Math.sqrt(squares / expected.length), "differs by " + worst);
    }
}
