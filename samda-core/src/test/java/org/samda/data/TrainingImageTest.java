// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LabelImage;

class TrainingImageTest {

    @Test
    void isZScoredAndKnowsWhereEveryClassIs() {
        Classes classes =
                new Classes(List.of(new Classes.Foreground("a", List.of(5)), new Classes.Foreground("b", List.of(6))));
        TrainingImage image = TrainingImage.of(
                "i",
                new GreyImage(2, 2, new float[] {1, 1, 3, 3}),
                Optional.of(new LabelImage(2, 2, new int[] {0, 2, 1, 2})),
                classes);
        assertEquals(FloatBuffer.wrap(new float[] {-1, -1, 1, 1}), image.pixels());
        assertEquals(ByteBuffer.wrap(new byte[] {0, 2, 1, 2}), image.labels());
        assertEquals(IntBuffer.wrap(new int[] {2}), image.foreground().get(0));
        assertEquals(IntBuffer.wrap(new int[] {1, 3}), image.foreground().get(1));
        assertTrue(image.hasForeground());
    }

    @Test
    void keepsTenThousandPositionsOfALargeClassSpreadEvenlyAndAlwaysTheSame() {
        int[] labels = new int[300 * 200];
        Arrays.fill(labels, 1);
        GreyImage image = TestImages.ramp(300, 200);
        int[] first = positions(image, labels);
        assertEquals(10_000, first.length);
        assertArrayEquals(first, positions(image, labels));
        assertEquals(10_000, Arrays.stream(first).distinct().count());
        assertEquals(30_000, Arrays.stream(first).average().orElseThrow(), 600);
    }

    @Test
    void imagesWithoutLabelsHaveNoForeground() {
        TrainingImage image = TrainingImage.of("i", TestImages.ramp(3, 3), Optional.empty(), Classes.foreground());
        assertFalse(image.isLabelled());
        assertFalse(image.hasForeground());
    }

    @Test
    void preparationResamplesThenMatches() {
        Preparation preparation = new Preparation(
                Preprocessing.SECTIONS,
                new Preparation.Fixed(4, 2),
                Optional.of(HistogramMatching.fit(List.of(List.of(new GreyImage(2, 1, new float[] {0, 10}))))));
        List<GreyImage> planes = List.of(new GreyImage(2, 1, new float[] {100, 300}));
        GreyImage prepared = preparation.greys(planes).get(0);
        assertEquals(4, prepared.width());
        assertEquals(2, prepared.height());
        // Resampled rows are 100 150 250 300; as quantiles 0 1/3 2/3 1, here within the steps of tied values.
        assertEquals(prepared.at(0, 0), prepared.at(0, 1));
        assertTrue(prepared.at(0, 0) < prepared.at(1, 0) && prepared.at(1, 0) < prepared.at(2, 0));
        assertEquals(10, prepared.at(0, 0) + prepared.at(3, 0), 1e-3);
        CropFrame frame = preparation.apply(planes).frame();
        LabelImage labels = preparation
                .labels(List.of(new LabelImage(2, 1, new int[] {0, 1})), frame, 2)
                .get(0);
        assertArrayEquals(new int[] {0, 0, 1, 1, 0, 0, 1, 1}, labels.labels());
    }

    private static int[] positions(GreyImage image, int[] labels) {
        LabelImage found = new LabelImage(image.width(), image.height(), labels);
        IntBuffer positions = TrainingImage.of("i", image, Optional.of(found), Classes.foreground())
                .foreground()
                .get(0);
        int[] all = new int[positions.capacity()];
        positions.get(0, all);
        return all;
    }
}
