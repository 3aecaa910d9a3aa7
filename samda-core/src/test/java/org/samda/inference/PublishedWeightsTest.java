// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Python;
import org.samda.SamdaException;
import org.samda.golden.Filler;
import org.samda.io.AtomicFiles;
import org.samda.model.GenericEncoder;
import org.samda.model.PublishedShapes;
import org.samda.model.SamEncoder;
import org.samda.model.SamEncoderConfig;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;
import org.samda.torch.Tensors;

class PublishedWeightsTest {

    @TempDir
    private Path folder;

    /** Its embedding with these weights is compared with the official implementation's by SamEncoderGoldenTest. */
    @Test
    void aWholeViTBThatPyTorchSavedGivesTheSameEmbedding() {
        Python python = Python.withTorch(folder);
        SamEncoder encoder = new SamEncoder(PublishedShapes.SAM_B);
        SamEncoder read = new SamEncoder(PublishedShapes.SAM_B);
        try {
            Filler.fill(encoder, "image_encoder.");
            Path pth = folder.resolve("sam_vit_b.pth");
            python.run(getClass(), "save_as_pth.py", saved(encoder), pth);
            PublishedWeights.load(read, pth);
            assertEquals(encoder.hash(), read.hash());
            assertArrayEquals(embedding(encoder), embedding(read));
        } finally {
            Parameters.free(encoder);
            Parameters.free(read);
        }
    }

    @Test
    void weightsOfAnotherSizeAreRefusedByName() {
        SamEncoderConfig small = new SamEncoderConfig(16, 2, 2, 2, 3, List.of(1), 4, 8, Optional.empty());
        SamEncoderConfig deeper = new SamEncoderConfig(16, 3, 2, 2, 3, List.of(1), 4, 8, Optional.empty());
        Path file = saved(new SamEncoder(small));
        SamEncoder other = new SamEncoder(deeper);
        String before = other.hash();
        SamdaException problem = assertThrows(SamdaException.class, () -> PublishedWeights.load(other, file));
        assertTrue(problem.getMessage().startsWith("Checkpoint '" + file + "' does not fit"), problem.getMessage());
        assertTrue(problem.getMessage().contains("blocks.2."), problem.getMessage());
        assertEquals(before, other.hash());
    }

    private Path saved(GenericEncoder encoder) {
        Path file = folder.resolve("encoder.safetensors");
        try (PointerScope scope = new PointerScope()) {
            AtomicFiles.write(file, out -> SafeTensors.write(out, Parameters.named(encoder), Map.of()));
        }
        return file;
    }

    private static float[] embedding(SamEncoder encoder) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Tensors.floats(encoder.forward(Filler.input("published.input", 1, 3, 224, 160)));
        }
    }
}
