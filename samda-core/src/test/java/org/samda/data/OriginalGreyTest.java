// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.GreyRange;

class OriginalGreyTest {

    @Test
    void undoesTheNormalisation() {
        GreyImage image = new GreyImage(2, 2, new float[] {10, 200, 30, 77});
        PreparedCase prepared = Preparation.NONE.apply(List.of(image));
        GreyImage back = prepared.original().of(prepared.sections().get(0));
        assertArrayEquals(image.pixels(), back.pixels(), 1e-3f);
    }

    @Test
    void staysWithinTheRange() {
        OriginalGrey original = new OriginalGrey(new GreyRange(0, 255), 100, 50);
        assertEquals(150, original.of(1));
        assertEquals(0, original.of(-3));
        assertEquals(255, original.of(9));
    }

    @Test
    void batchesGiveItToTheGenericEncoderWhereItIsWanted() {
        GreyImage image = new GreyImage(4, 4, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
        TrainingImage training = TrainingImage.of("image", image, Optional.empty(), Classes.foreground());
        Batch batch = PatchSampler.ofImages(
                        List.of(training), new SamplerConfig(4, 4, 1, 0, true), AugmentationConfig.NONE, 0)
                .batch(0);
        assertArrayEquals(image.pixels(), batch.cleanImages(), 1e-4f);
        assertArrayEquals(TestImages.pixels(training), batch.images(), 1e-6f);
    }
}
