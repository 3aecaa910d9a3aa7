// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.model.ExpertUNet;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ExpertUNetConfig.Stride;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;

class ExpertWeightsTest {
    @TempDir
    private Path folder;

    @Test
    void anNnUNetCheckpointWithItsAliasesFillsAnExpert() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            ExpertUNet saved = tiny();
            Map<String, Tensor> weights = new LinkedHashMap<>();
            Parameters.named(saved).forEach((name, tensor) -> aliases(name).forEach(a -> weights.put(a, tensor)));
            Path file = folder.resolve("checkpoint_final.safetensors");
            try (OutputStream out = Files.newOutputStream(file)) {
                SafeTensors.write(out, weights, Map.of());
            }
            ExpertUNet loaded = tiny();
            Map<String, Tensor> read = ExpertWeights.read(file);
            Parameters.load(loaded, read, "Checkpoint");
            assertEquals(Parameters.hash(saved), Parameters.hash(loaded));
            assertTrue(weights.size() > 2 * read.size());
        }
    }

    @Test
    void saysWhatItFoundInstead() {
        Path file = Fixture.copy("nnunet_checkpoint_like.pth", folder);
        SamdaException e = assertThrows(SamdaException.class, () -> ExpertWeights.read(file));
        assertEquals(
                "Checkpoint '" + file + "' has no U-Net of nnU-Net: expected names that begin with 'encoder.stages.0.',"
                        + " found 4 others (first: image_encoder.pos_embed). Choose the checkpoint_final.pth of a 2d"
                        + " configuration.",
                e.getMessage());
    }

    /** All names under which nnU-Net saves a tensor, behind the prefix of a training on several devices. */
    private static List<String> aliases(String name) {
        List<String> aliases = new ArrayList<>(List.of("module." + name));
        if (name.contains(".conv.") || name.contains(".norm.")) {
            aliases.add("module." + name.replace(".conv.", ".all_modules.0.").replace(".norm.", ".all_modules.1."));
        }
        if (name.startsWith("encoder.")) {
            List.copyOf(aliases).forEach(a -> aliases.add(a.replace("module.", "module.decoder.")));
        }
        return aliases;
    }

    private static ExpertUNet tiny() {
        return new ExpertUNet(
                new ExpertUNetConfig(1, 2, List.of(4, 8), List.of(new Stride(1, 1), new Stride(2, 2)), 0));
    }
}
