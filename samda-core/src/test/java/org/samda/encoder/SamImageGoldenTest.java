// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.model.PublishedShapes;
import org.samda.model.SamEncoder;

/** The whole way from an image to its embedding, against the official implementations of SAM and MedSAM with ViT-B. */
class SamImageGoldenTest {
    /** What is stated beside the golden values. */
    private static final double TOLERANCE = 1e-3;

    @Test
    void imagesGiveTheOfficialEmbeddings() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            SamEncoder encoder = new SamEncoder(PublishedShapes.SAM_B);
            Filler.fill(encoder, "image_encoder.");
            EncoderImage sam = EncoderPreprocessing.SAM.prepare(GoldenImages.image("img.sam", 333, 500, 3));
            GoldenFile.of("sam/vit_b_sam/out").assertMatches(encoder.forward(GoldenImages.tensor(sam)), TOLERANCE);
            EncoderImage medSam = EncoderPreprocessing.MED_SAM.prepare(GoldenImages.image("img.medsam", 300, 400, 1));
            GoldenFile.of("sam/vit_b_medsam/out")
                    .assertMatches(encoder.forward(GoldenImages.tensor(medSam)), TOLERANCE);
        }
    }
}
