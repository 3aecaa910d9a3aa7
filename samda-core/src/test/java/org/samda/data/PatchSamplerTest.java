// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.data.AugmentationConfig.Intensity;
import org.samda.golden.GoldenFile;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import tools.jackson.databind.JsonNode;

class PatchSamplerTest {
    private static final AugmentationConfig FULL = AugmentationConfig.nnUNet(16, 16);

    @Test
    void aThirdOfEveryBatchIsOnForegroundAsInNnUNet() {
        JsonNode cases = GoldenFile.of("nnunet_ops/oversample/forced_foreground_index_start")
                .value();
        assertEquals(16, cases.size());
        for (JsonNode each : cases) {
            SamplerConfig config = new SamplerConfig(8, 8, each.get(0).asInt(), 0.33, false);
            assertEquals(each.get(1).asInt(), config.firstForegroundSample(), each.toString());
        }
    }

    @Test
    void aFailureNamesTheImageAndThePatch() {
        TrainingImage sound = TestImages.raw(TestImages.ramp(8, 6));
        TrainingImage broken = new TrainingImage(
                "section_07",
                sound.size(),
                sound.pixels(),
                sound.labels(),
                sound.foreground(),
                new OriginalGrey(null, 0, 1));
        PatchSampler sampler =
                PatchSampler.ofImages(List.of(broken), new SamplerConfig(4, 4, 2, 0, true), AugmentationConfig.NONE, 0);
        try (BatchQueue queue = new BatchQueue(sampler, 5, 10, 1, 1)) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, queue::next);
            assertTrue(
                    failure.getMessage()
                            .startsWith("the batch of iteration 5 (2 patches of 4 x 4 px, 0.0 MB) failed:"
                                    + " java.lang.IllegalStateException: patch 0 from image 'section_07' of 8 x 6 px:"
                                    + " java.lang.NullPointerException"),
                    failure.getMessage());
        }
    }

    @Test
    void aBatchDependsOnSeedAndIterationAlone() {
        PatchSampler sampler = sampler(FULL, 5);
        Batch seventh = sampler.batch(7);
        sampler.batch(3);
        assertSame(seventh, sampler.batch(7));
        assertSame(seventh, sampler(FULL, 5).batch(7));
        assertFalse(Arrays.equals(seventh.cleanImages(), sampler.batch(8).cleanImages()));
        assertFalse(
                Arrays.equals(seventh.cleanImages(), sampler(FULL, 6).batch(7).cleanImages()));
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBatches() {
        PatchSampler sampler = sampler(FULL, 1);
        try (BatchQueue queue = new BatchQueue(sampler, 10, 30, 2, 4)) {
            for (int i = 10; i < 30; i++) {
                assertSame(sampler(FULL, 1).batch(i), queue.next());
            }
        }
    }

    @Test
    void intensityIsVariedInTheUNetsInputOnly() {
        Batch varied = sampler(FULL, 2).batch(0);
        Batch spatialOnly = sampler(new AugmentationConfig(FULL.spatial(), Intensity.NONE), 2)
                .batch(0);
        assertArrayEquals(spatialOnly.cleanImages(), varied.cleanImages());
        assertArrayEquals(spatialOnly.labels(), varied.labels());
        assertArrayEquals(spatialOnly.images(), spatialOnly.cleanImages());
        boolean different = false;
        for (int i = 0; i < 10; i++) {
            Batch batch = sampler(FULL, 2).batch(i);
            different |= !Arrays.equals(batch.images(), batch.cleanImages());
        }
        assertTrue(different);
    }

    @Test
    void forcedSamplesShowTheirForegroundPixelInTheMiddle() {
        int[] labels = new int[64 * 64];
        labels[50 * 64 + 9] = 1;
        TrainingImage image = TestImages.raw(TestImages.ramp(64, 64), labels);
        PatchSampler sampler = PatchSampler.ofImages(
                List.of(image), new SamplerConfig(8, 8, 3, 1.0, false), AugmentationConfig.NONE, 0);
        Batch batch = sampler.batch(0);
        for (int j = 0; j < 3; j++) {
            assertEquals(1, batch.labels()[j * 64 + 4 * 8 + 4]);
            assertEquals(image.pixels().get(50 * 64 + 9), batch.images()[j * 64 + 4 * 8 + 4]);
        }
    }

    @Test
    void everyPresentClassIsEquallyLikely() {
        int[] labels = new int[64 * 64];
        Arrays.fill(labels, 0, 2000, 1);
        labels[60 * 64 + 30] = 2;
        Classes classes = new Classes(List.of(
                new Classes.Foreground("a", List.of(1)),
                new Classes.Foreground("b", List.of(2)),
                new Classes.Foreground("absent", List.of(3))));
        TrainingImage image =
                TrainingImage.of("i", TestImages.ramp(64, 64), Optional.of(new LabelImage(64, 64, labels)), classes);
        PatchSampler sampler = PatchSampler.ofImages(
                List.of(image), new SamplerConfig(4, 4, 400, 1.0, false), AugmentationConfig.NONE, 0);
        byte[] found = sampler.batch(0).labels();
        int second = 0;
        for (int j = 0; j < 400; j++) {
            second += found[j * 16 + 2 * 4 + 2] == 2 ? 1 : 0;
        }
        assertEquals(200, second, 50);
    }

    @Test
    void anImageSmallerThanThePatchIsSurroundedByZeros() {
        TrainingImage image = TestImages.raw(new GreyImage(1, 1, new float[] {9}), 1);
        Batch batch = PatchSampler.ofImages(
                        List.of(image), new SamplerConfig(3, 3, 1, 0, false), AugmentationConfig.NONE, 0)
                .batch(0);
        assertArrayEquals(new float[] {0, 0, 0, 0, 9, 0, 0, 0, 0}, batch.images());
        assertArrayEquals(new byte[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, batch.labels());
        PatchSampler varied = PatchSampler.ofImages(List.of(image), new SamplerConfig(16, 16, 4, 0.33, false), FULL, 0);
        for (float pixel : varied.batch(0).images()) {
            assertTrue(Float.isFinite(pixel));
        }
    }

    @Test
    void imagesWithoutLabelsGiveBatchesWithoutLabels() {
        TrainingImage image = TestImages.raw(TestImages.ramp(20, 20));
        Batch batch = PatchSampler.ofImages(List.of(image), new SamplerConfig(16, 16, 2, 0.33, false), FULL, 0)
                .batch(0);
        assertFalse(batch.isLabelled());
        assertEquals(2, batch.n());
        TrainingImage labelled = TestImages.raw(TestImages.ramp(2, 1), 0, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> PatchSampler.ofImages(List.of(image, labelled), new SamplerConfig(1, 1, 1, 0, false), FULL, 0));
    }

    @Test
    void withoutForegroundForcedSamplesLieAnywhere() {
        TrainingImage image = TestImages.raw(TestImages.ramp(20, 20), new int[400]);
        assertEquals(
                4,
                PatchSampler.ofImages(List.of(image), new SamplerConfig(8, 8, 4, 1, false), FULL, 0)
                        .batch(0)
                        .n());
    }

    private static PatchSampler sampler(AugmentationConfig augmentation, long seed) {
        int[] labels = new int[40 * 30];
        Arrays.fill(labels, 300, 500, 1);
        TrainingImage first = TestImages.raw(TestImages.ramp(40, 30), labels);
        TrainingImage second = TestImages.raw(TestImages.ramp(30, 40), labels);
        return PatchSampler.ofImages(
                List.of(first, second), new SamplerConfig(16, 16, 4, 0.33, false), augmentation, seed);
    }

    private static void assertSame(Batch expected, Batch found) {
        assertArrayEquals(expected.images(), found.images());
        assertArrayEquals(expected.cleanImages(), found.cleanImages());
        assertArrayEquals(expected.labels(), found.labels());
    }
}
