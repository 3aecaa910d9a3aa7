// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.encoder.EncoderImage.Region;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.golden.Filler;
import org.samda.torch.Tensors;

class PublishedInputTest {

    @Test
    void samsPaddingIsCroppedAwayWithWholeTokens() {
        assertEquals(
                new Region(0, 0, 48, 64),
                input(EncoderPreprocessing.SAM, 768, 1024).shown());
        assertEquals(
                new Region(0, 0, 64, 64),
                input(EncoderPreprocessing.SAM, 512, 512).shown());
        // 200 x 180 becomes 1024 x 922: 57 tokens and a part of another.
        assertEquals(
                new Region(0, 0, 64, 58),
                input(EncoderPreprocessing.SAM, 200, 180).shown());
    }

    @Test
    void theOthersAreStretchedOrInTheCentre() {
        assertEquals(
                new Region(0, 0, 64, 64),
                input(EncoderPreprocessing.MED_SAM, 768, 1024).shown());
        assertEquals(
                new Region(0, 0, 16, 16),
                input(EncoderPreprocessing.SAM_MED2D, 768, 1024).shown());
        // Rows 96 to 160 of 256, columns 78 to 178.
        assertEquals(
                new Region(6, 4, 4, 8),
                input(EncoderPreprocessing.SAM_MED2D, 64, 100).shown());
    }

    @Test
    void theCropIsThatPartOfTheGrid() {
        float[] grid = new float[16 * 16];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = i;
        }
        Tensor cropped = input(EncoderPreprocessing.SAM_MED2D, 32, 32).cropped(Tensors.of(grid, 1, 1, 16, 16));
        assertArrayEquals(new float[] {7 * 16 + 7, 7 * 16 + 8, 8 * 16 + 7, 8 * 16 + 8}, Tensors.floats(cropped));
    }

    @Test
    void theFactorIsHowMuchLargerThePatchIsSeen() {
        assertEquals(1, input(EncoderPreprocessing.SAM, 768, 1024).factor());
        assertEquals(4, input(EncoderPreprocessing.SAM, 256, 192).factor());
        assertEquals(2, input(EncoderPreprocessing.MED_SAM, 256, 512).factor());
        assertEquals(1, input(EncoderPreprocessing.SAM_MED2D, 512, 512).factor());
        assertEquals(1, input(EncoderPreprocessing.SAM_MED2D, 64, 64).factor());
    }

    @Test
    void greyValuesAreRoundedToEightBits() {
        Tensor patches = Tensors.of(new float[] {-3, 12.4f, 12.6f, 300}, 1, 1, 2, 2);
        Tensor seen = input(EncoderPreprocessing.SAM_MED2D, 2, 2)
                .prepare(patches, EncoderNormalization.IMAGE_NET)
                .select(1, 0);
        float[] centre = Tensors.floats(seen.narrow(1, 127, 2).narrow(2, 127, 2).mul(Tensors.scalar(58.395)));
        assertArrayEquals(new float[] {-123.675f, 12 - 123.675f, 13 - 123.675f, 255 - 123.675f}, centre, 1e-4f);
        assertEquals(4, seen.count_nonzero().item_long());
    }

    @Test
    void everyPatchOfABatchIsPreparedForItself() {
        Tensor patches =
                Filler.input("patches", 2, 1, 40, 30).mul(Tensors.scalar(40)).add(Tensors.scalar(128));
        PublishedInput input = input(EncoderPreprocessing.MED_SAM, 40, 30);
        assertArrayEquals(
                Tensors.floats(input.prepare(patches.narrow(0, 1, 1), EncoderNormalization.MIN_MAX)),
                Tensors.floats(
                        input.prepare(patches, EncoderNormalization.MIN_MAX).narrow(0, 1, 1)));
    }

    @Test
    void theModelEmbedsOnTheGridThatShowsThePatchAndFusesItWithTheUNet() {
        SamEncoderConfig small = new SamEncoderConfig(8, 1, 2, 2, 4, List.of(0), 16, 8, Optional.empty());
        ExpertUNetConfig expert = ExpertUNetConfig.halving(2, 4, 4, 8);
        SamdaModel model =
                new SamdaModel(SamdaModelConfig.fused(expert, published(small, EncoderNormalization.IMAGE_NET)));
        Tensor patches = Filler.input("patches", 1, 1, 64, 96);
        assertArrayEquals(new long[] {1, 8, 4, 6}, model.embed(patches).shape());
        assertArrayEquals(
                new long[] {1, 2, 64, 96},
                model.forward(patches, patches, 1).get(0).shape());
    }

    @Test
    void publishedPreprocessingOfNormalisedValuesIsRefused() {
        SamEncoderConfig small = new SamEncoderConfig(8, 1, 2, 2, 4, List.of(0), 16, 8, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> published(small, EncoderNormalization.Z_SCORE));
    }

    /** The caller's scope may be a whole step long. */
    @Test
    void itsMatricesAreLetGoBeforeTheCallersScopeEnds() {
        Tensor patches = Filler.input("patches", 1, 1, 40, 30);
        PublishedInput input = input(EncoderPreprocessing.SAM_MED2D, 40, 30);
        long ofNormalization = objects(() -> EncoderNormalization.MIN_MAX.channels(patches));
        long ofAll = objects(() -> input.prepare(patches, EncoderNormalization.MIN_MAX));
        assertTrue(ofAll - ofNormalization <= 5, ofAll + " objects, " + ofNormalization + " of the normalisation");
    }

    private static long objects(Runnable work) {
        try (PointerScope scope = new PointerScope()) {
            long before = Pointer.totalCount();
            work.run();
            return Pointer.totalCount() - before;
        }
    }

    private static SamdaModelConfig.GenericConfig published(
            SamEncoderConfig encoder, EncoderNormalization normalization) {
        return new SamdaModelConfig.GenericConfig(
                encoder,
                Optional.of(EncoderPreprocessing.SAM_MED2D),
                1,
                normalization,
                new ProjectorConfig(8, List.of(8, 8, 8), List.of(1, 1, 2)),
                Optional.empty());
    }

    private static PublishedInput input(EncoderPreprocessing preprocessing, int height, int width) {
        return new PublishedInput(preprocessing, height, width);
    }
}
