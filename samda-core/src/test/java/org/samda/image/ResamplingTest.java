// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    @Test
    void growingIsBilinearWithHalfPixelCentres() {
        GreyImage image = new GreyImage(2, 1, new float[] {0, 4});
        // Centres of the new pixels at old positions -0.25, 0.25, 0.75, 1.25; the outer two lie beyond the centres.
        assertArrayEquals(new float[] {0, 1, 3, 4}, Resampling.grey(image, 4, 1).pixels(), 1e-6f);
    }

    @Test
    void shrinkingWeighsEveryPixelWithAWidenedTriangle() {
        GreyImage image = new GreyImage(4, 1, new float[] {7, 0, 0, 0});
        // Triangle of half width 2 around 1: weights .75 .75 .25 of pixels 0 1 2 (pixel -1 is left out), sum 1.75.
        // Around 3: weights of pixels 1 2 3 are .25 .75 .75, so pixel 0 counts nothing.
        assertArrayEquals(new float[] {3, 0}, Resampling.grey(image, 2, 1).pixels(), 1e-6f);
    }

    @Test
    void bothAxesAreResizedIndependently() {
        GreyImage image = new GreyImage(2, 3, new float[] {1, 3, 1, 3, 1, 3});
        GreyImage resized = Resampling.grey(image, 1, 6);
        assertEquals(1, resized.width());
        assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2}, resized.pixels(), 1e-6f);
    }

    @Test
    void aConstantImageStaysConstantAndTheSameSizeIsTheSameImage() {
        float[] sevens = new float[35];
        Arrays.fill(sevens, 7);
        GreyImage image = new GreyImage(5, 7, sevens);
        for (float pixel : Resampling.grey(image, 13, 3).pixels()) {
            assertEquals(7, pixel, 1e-5f);
        }
        assertSame(image, Resampling.grey(image, 5, 7));
    }

    @Test
    void aLabelWinsFromHalfOn() {
        LabelImage labels = new LabelImage(4, 1, new int[] {0, 1, 0, 0});
        // Shares of class 1 in the two halves: .75 / 1.75 = .43 and .25 / 1.75 = .14.
        assertArrayEquals(new int[] {0, 0}, Resampling.labels(labels, 2, 1, 2).labels());
        LabelImage tie = new LabelImage(2, 1, new int[] {0, 1});
        assertArrayEquals(new int[] {1}, Resampling.labels(tie, 1, 1, 2).labels());
    }

    @Test
    void theLargestOfSeveralClassesWins() {
        LabelImage labels = new LabelImage(3, 1, new int[] {1, 2, 3});
        // One pixel around 1.5 with half width 3: weights 2/3, 1, 2/3.
        assertArrayEquals(new int[] {2}, Resampling.labels(labels, 1, 1, 4).labels());
        assertArrayEquals(
                new int[] {1, 1, 2, 2, 3, 3}, Resampling.labels(labels, 6, 1, 4).labels());
    }
}
