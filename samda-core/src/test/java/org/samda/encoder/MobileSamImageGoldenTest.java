// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.model.PublishedShapes;
import org.samda.model.TinyVit;

/** The whole way from an image to its embedding, against MobileSAM's official implementation. */
class MobileSamImageGoldenTest {

    @Test
    void anImageGivesTheOfficialEmbedding() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            EncoderImage input = EncoderPreprocessing.SAM.prepare(GoldenImages.image("img.mobilesam", 768, 1024, 3));
            Tensor images = GoldenImages.tensor(input);
            GoldenFile.of("mobilesam/image_768x1024/in").assertMatches(images, 1e-6);
            TinyVit encoder = new TinyVit(PublishedShapes.MOBILE_SAM);
            Filler.fill(encoder, "image_encoder.");
            GoldenFile.of("mobilesam/image_768x1024/out").assertMatches(encoder.forward(images), 1.5e-5);
        }
    }
}
