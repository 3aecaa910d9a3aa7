// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramMatchingTest {

    @Test
    void givesTheReferencesValueAtTheSameQuantile() {
        HistogramMatching matching = HistogramMatching.fit(one(row(10, 20, 30, 40, 50)));
        // The five values are the quantiles 0, .25, .5, .75, 1 on both sides, whatever their order.
        assertArrayEquals(
                new float[] {40, 10, 50, 20, 30},
                matching.apply(List.of(row(7, 1, 100, 2, 3))).get(0).pixels(),
                1e-4f);
    }

    @Test
    void equalValuesBecomeTheMeanOfTheirQuantiles() {
        HistogramMatching matching = HistogramMatching.fit(one(row(0, 10)));
        // Half of the image is 5, half is 6: the lower half of 0..10 has mean 2.5, the upper half 7.5; between them the
        // image's own quantile function has one step, on which a few of the 1025 quantiles lie.
        assertArrayEquals(
                new float[] {2.5f, 2.5f, 7.5f, 7.5f},
                matching.apply(List.of(row(5, 5, 6, 6))).get(0).pixels(),
                1.7f);
    }

    @Test
    void matchingToItselfChangesNothing() {
        GreyImage image = random(300, 200, 1);
        assertArrayEquals(
                image.pixels(),
                HistogramMatching.fit(one(image)).apply(List.of(image)).get(0).pixels(),
                1e-5f);
    }

    @Test
    void allSectionsOfACaseFollowOneCurve() {
        HistogramMatching matching = HistogramMatching.fit(one(row(10, 20, 30, 40)));
        List<GreyImage> matched = matching.apply(List.of(row(1, 4), row(3, 2)));
        assertArrayEquals(new float[] {10, 40}, matched.get(0).pixels(), 1e-4f);
        assertArrayEquals(new float[] {30, 20}, matched.get(1).pixels(), 1e-4f);
    }

    @Test
    void manySectionsCountTheSameThoughAFewPixelsOfEachAreSampled() {
        // 50 dark and 50 bright sections of 40000 px; the references are half 0 and half 100.
        List<GreyImage> sections = new ArrayList<>();
        for (int z = 0; z < 100; z++) {
            float[] pixels = new float[200 * 200];
            java.util.Arrays.fill(pixels, z < 50 ? 7 : 9);
            sections.add(new GreyImage(200, 200, pixels));
        }
        List<GreyImage> matched = HistogramMatching.fit(one(row(0, 0, 0, 0, 0, 100, 100, 100, 100, 100)))
                .apply(sections);
        assertEquals(0, matched.get(0).pixels()[5], 5);
        assertEquals(100, matched.get(99).pixels()[5], 5);
    }

    @Test
    void neverReversesTwoValues() {
        GreyImage image = random(80, 50, 2);
        float[] mapped = HistogramMatching.fit(List.of(List.of(random(60, 60, 3)), List.of(random(20, 20, 4))))
                .apply(List.of(image))
                .get(0)
                .pixels();
        for (int i = 1; i < mapped.length; i++) {
            boolean rises = image.pixels()[i] >= image.pixels()[i - 1];
            assertTrue(rises ? mapped[i] >= mapped[i - 1] : mapped[i] <= mapped[i - 1]);
        }
    }

    @Test
    void undoesAChangeOfBrightnessAndContrast() {
        GreyImage image = random(100, 100, 5);
        float[] darker = image.pixels().clone();
        for (int i = 0; i < darker.length; i++) {
            darker[i] = darker[i] * 0.5f + 20;
        }
        float[] restored = HistogramMatching.fit(one(image))
                .apply(List.of(new GreyImage(100, 100, darker)))
                .get(0)
                .pixels();
        assertArrayEquals(image.pixels(), restored, 1e-3f);
    }

    @Test
    void valuesBeyondTheSampleKeepTheirDistance() {
        float[] pixels = random(400, 400, 6).pixels();
        GreyImage image = new GreyImage(400, 400, pixels);
        HistogramMatching matching = HistogramMatching.fit(one(image));
        float[] outlier = pixels.clone();
        // Of 160000 pixels 32768 are sampled; the first of them is pixel 0, pixel 2 is in nobody's place.
        outlier[2] = 5000;
        assertEquals(
                5000,
                matching.apply(List.of(new GreyImage(400, 400, outlier))).get(0).pixels()[2],
                1e-2f);
    }

    @Test
    void ofReferencesInUnitsOfTheirOwnTheMeanShapeIsLearnt() {
        // One in hundreds, one in millions, of one shape: 0, 0, 0, 1 times 100 and 1000000. Mean .25, deviation .433 of
        // it.
        List<List<GreyImage>> references = List.of(List.of(row(0, 0, 0, 100)), List.of(row(0, 0, 0, 1_000_000)));
        float[] matched = HistogramMatching.fit(references)
                .apply(List.of(row(5, 6, 7, 8)))
                .get(0)
                .pixels();
        assertEquals(500_050, matched[3], 1, "the brightest is the mean of the brightest");
        assertEquals(0, matched[0], 1e-2);
        assertEquals(matched[0], matched[1], 1e-2);
        // Mixed, a quarter of all voxels would be 100 or a million, and those between would lie anywhere.
    }

    @Test
    void theSectionsOfACaseAreLearntFromTogether() {
        HistogramMatching matching = HistogramMatching.fit(List.of(List.of(row(10, 20), row(30, 40))));
        assertArrayEquals(
                new float[] {10, 20, 30, 40},
                matching.apply(List.of(row(1, 2, 3, 4))).get(0).pixels(),
                1e-4f);
    }

    @Test
    void aReferenceWithoutContrastCountsAsFlat() {
        HistogramMatching matching = HistogramMatching.fit(List.of(List.of(row(5, 5)), List.of(row(0, 10))));
        // Means 5 and 5, deviations 0 and 5: the mean shape is half of 0..10 around 5, times the mean deviation 2.5.
        assertArrayEquals(
                new float[] {3.75f, 6.25f},
                matching.apply(List.of(row(1, 2))).get(0).pixels(),
                1e-4f);
    }

    @Test
    void refusesToLearnFromNothing() {
        assertThrows(IllegalArgumentException.class, () -> HistogramMatching.fit(List.of()));
    }

    private static List<List<GreyImage>> one(GreyImage image) {
        return List.of(List.of(image));
    }

    private static GreyImage row(float... pixels) {
        return new GreyImage(pixels.length, 1, pixels);
    }

    private static GreyImage random(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (random.nextGaussian() * 30 + 100);
        }
        return new GreyImage(width, height, pixels);
    }
}
