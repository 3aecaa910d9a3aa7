// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.image.LabelImage;

/** How {@link PatchSampler} draws from cases of several sections. */
class VolumeSamplingTest {
    private static final int DRAWN = 4000;
    private static final Classes TWO =
            new Classes(List.of(new Classes.Foreground("a", List.of(1)), new Classes.Foreground("b", List.of(2))));

    @Test
    void aVolumeCountsAsOneCaseHoweverManySectionsItHas() {
        TrainingCase single = TrainingCase.of(section(1));
        TrainingCase volume = new TrainingCase("v", Collections.nCopies(9, section(2)));
        float[] drawn = greys(List.of(single, volume), 0);
        assertEquals(0.5, share(drawn, 1), 0.03);
    }

    @Test
    void anywhereEverySectionIsEquallyLikely() {
        float[] drawn = greys(List.of(volumeOf(1, 2, 3, 4)), 0);
        for (int grey = 1; grey <= 4; grey++) {
            assertEquals(0.25, share(drawn, grey), 0.03, "grey value " + grey);
        }
    }

    @Test
    void forcedForegroundChoosesTheClassThenAnyOfItsPixelsInAllSections() {
        // Class 1 has 3 pixels in section 1 and 1 in section 2; class 2 only 2 in section 4.
        TrainingCase volume = new TrainingCase(
                "v",
                List.of(
                        section(1, 1, 1, 1, 0),
                        section(2, 0, 0, 0, 1),
                        section(3, 0, 0, 0, 0),
                        section(4, 0, 2, 2, 0)));
        assertArrayEquals(new int[] {1, 2}, volume.presentClasses());
        float[] drawn = greys(List.of(volume), 1);
        assertEquals(0.5 * 3 / 4, share(drawn, 1), 0.03);
        assertEquals(0.5 * 1 / 4, share(drawn, 2), 0.03);
        assertEquals(0, share(drawn, 3));
        assertEquals(0.5, share(drawn, 4), 0.03);
    }

    @Test
    void forcedForegroundLiesOnAPixelOfTheClass() {
        TrainingCase volume = new TrainingCase("v", List.of(section(1, 0, 0, 1, 0), section(2, 0, 2, 0, 0)));
        Batch batch = sampler(List.of(volume), 1).batch(0);
        for (int i = 0; i < DRAWN; i++) {
            assertEquals(batch.images()[i], batch.labels()[i], "class 1 is in section 1, class 2 in section 2");
        }
    }

    @Test
    void inAVolumeWithoutForegroundForcedPatchesLieAnywhere() {
        float[] drawn = greys(List.of(volumeOf(1, 2)), 1);
        assertEquals(0.5, share(drawn, 1), 0.03);
    }

    @Test
    void aCaseOfOneSectionIsDrawnLikeAnImage() {
        List<TrainingImage> images = List.of(section(1, 0, 1, 0, 2), section(2, 1, 1, 0, 0), section(3, 0, 0, 0, 0));
        SamplerConfig config = new SamplerConfig(3, 2, 6, 0.33, false);
        AugmentationConfig augmentation = AugmentationConfig.nnUNet(3, 2);
        PatchSampler ofImages = PatchSampler.ofImages(images, config, augmentation, 3);
        PatchSampler ofCases =
                new PatchSampler(images.stream().map(TrainingCase::of).toList(), config, augmentation, 3);
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(ofImages.batch(i).images(), ofCases.batch(i).images());
            assertArrayEquals(ofImages.batch(i).labels(), ofCases.batch(i).labels());
        }
    }

    private static TrainingCase volumeOf(float... greys) {
        List<TrainingImage> sections = new ArrayList<>();
        for (float grey : greys) {
            sections.add(section(grey));
        }
        return new TrainingCase("v", sections);
    }

    /** 2 x 2 px of one grey value, not normalised; background where nothing else is said. */
    private static TrainingImage section(float grey, int... labels) {
        int[] classes = labels.length == 0 ? new int[4] : labels;
        return TrainingImage.of(
                "s" + grey,
                TestImages.constant(2, 2, grey),
                Optional.of(new LabelImage(2, 2, classes)),
                TWO,
                OriginalGrey.of(List.of(TestImages.constant(2, 2, grey)), GreyScale.of(new GreyStatistics(0, 1))));
    }

    private static float[] greys(List<TrainingCase> cases, double foreground) {
        return sampler(cases, foreground).batch(0).images();
    }

    /** Patches of one pixel, which tell from which section they are. */
    private static PatchSampler sampler(List<TrainingCase> cases, double foreground) {
        return new PatchSampler(cases, new SamplerConfig(1, 1, DRAWN, foreground, false), AugmentationConfig.NONE, 11);
    }

    private static double share(float[] drawn, float grey) {
        int found = 0;
        for (float each : drawn) {
            found += each == grey ? 1 : 0;
        }
        return (double) found / drawn.length;
    }
}
