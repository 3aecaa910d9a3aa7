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
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.encoder.ByteImage;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.image.GreyImage;
import org.samda.image.GreyRange;
import org.samda.io.AtomicFiles;
import org.samda.model.SamEncoder;
import org.samda.model.SamEncoderConfig;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;
import org.samda.torch.Tensors;

class ImageEmbedderTest {
    private static final SamEncoderConfig SHAPE =
            new SamEncoderConfig(16, 2, 2, 2, 3, List.of(1), 4, 8, Optional.empty());
    private static final EncoderPreprocessing KIND = EncoderPreprocessing.SAM_MED2D;

    @TempDir
    private Path folder;

    private final SamEncoder encoder = new SamEncoder(SHAPE);
    private Path weights;

    @BeforeEach
    void saveWeights() {
        weights = folder.resolve("encoder.safetensors");
        try (PointerScope scope = new PointerScope()) {
            AtomicFiles.write(weights, out -> SafeTensors.write(out, Parameters.named(encoder), Map.of()));
        }
    }

    @Test
    void equalsTheEncoderOnThePreparedImage() {
        GreyImage image = ramp();
        float[] prepared =
                KIND.prepare(ByteImage.of(image, GreyRange.of(image))).values();
        try (ImageEmbedder embedder = ImageEmbedder.read(SHAPE, KIND, weights, TinyNetwork.ENGINE);
                PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            ImageEmbedder.Embedding embedding = embedder.embed(image);
            assertEquals(List.of(8L, 16L, 16L), List.of(embedding.channels(), embedding.height(), embedding.width()));
            float[] expected = Tensors.floats(encoder.forward(Tensors.of(prepared, 1, 3, 256, 256)));
            assertArrayEquals(expected, embedding.values(), 1e-6f);
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (ImageEmbedder embedder = ImageEmbedder.read(SHAPE, KIND, weights, TinyNetwork.ENGINE)) {
            embedder.embed(ramp());
            long before = Pointer.totalCount();
            for (int i = 0; i < 5; i++) {
                embedder.embed(ramp());
            }
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    @Test
    void weightsOfAnotherEncoderAreRefused() {
        SamEncoderConfig other = new SamEncoderConfig(8, 2, 2, 2, 3, List.of(1), 4, 8, Optional.empty());
        SamdaException problem =
                assertThrows(SamdaException.class, () -> ImageEmbedder.read(other, KIND, weights, TinyNetwork.ENGINE));
        assertTrue(problem.getMessage().contains("of another shape"), problem.getMessage());
    }

    private static GreyImage ramp() {
        float[] pixels = new float[300 * 200];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 7919 % 251;
        }
        return new GreyImage(300, 200, pixels);
    }
}
