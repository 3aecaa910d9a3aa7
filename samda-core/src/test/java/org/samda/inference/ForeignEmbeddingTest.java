// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.image.GreyImage;
import org.samda.model.SamdaModel;

class ForeignEmbeddingTest {

    @ParameterizedTest
    @EnumSource(Averaging.class)
    void equalsThePlainSegmentationWhenTheEncoderSeesTheSameImage(Averaging averaging) {
        SamdaModel model = TinyModel.fused();
        GreyImage image = noise(1);
        int[] plain = Segmenter.of(model, TinyModel.PLAN, TinyNetwork.ENGINE, averaging)
                .segment(List.of(image), Optional.empty())
                .get(0)
                .labels();
        ForeignEmbedding foreign = new ForeignEmbedding(model, TinyModel.PLAN, TinyNetwork.ENGINE, averaging);
        assertArrayEquals(plain, labels(foreign, image, image));
    }

    @Test
    void changesTheSegmentationOfAModelThatUsesTheEncoder() {
        SamdaModel model = TinyModel.fused();
        GreyImage image = noise(1);
        ForeignEmbedding foreign = foreign(model);
        assertFalse(Arrays.equals(labels(foreign, image, image), labels(foreign, image, noise(2))));
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        SamdaModel model = TinyModel.fused();
        ForeignEmbedding foreign = foreign(model);
        labels(foreign, noise(1), noise(2));
        long before = Pointer.totalCount();
        for (int i = 0; i < 5; i++) {
            labels(foreign, noise(1), noise(2));
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    private static int[] labels(ForeignEmbedding foreign, GreyImage image, GreyImage seen) {
        return foreign.segment(List.of(image), List.of(seen), Optional.empty())
                .orElseThrow()
                .get(0)
                .labels();
    }

    private static ForeignEmbedding foreign(SamdaModel model) {
        return new ForeignEmbedding(model, TinyModel.PLAN, TinyNetwork.ENGINE, Averaging.NONE);
    }

    private static GreyImage noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[70 * 40];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return new GreyImage(70, 40, pixels);
    }
}
