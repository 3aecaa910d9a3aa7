// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.data.PatchPlacement.Matrix;
import org.samda.golden.GoldenSections;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

class PatchLookupTest {
    private static final GreyImage SQUARE = new GreyImage(3, 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    @Test
    void theIdentityCopies() {
        assertArrayEquals(SQUARE.pixels(), square(Matrix.IDENTITY));
    }

    @Test
    void mirroringIsExact() {
        assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7}, square(Matrix.mirror(true, false)));
        assertArrayEquals(new float[] {7, 8, 9, 4, 5, 6, 1, 2, 3}, square(Matrix.mirror(false, true)));
    }

    @Test
    void aQuarterTurnIsExact() {
        // Offset (y, x) of the patch shows offset (-x, y) of the image: the upper left corner (-1, -1) shows (1, -1),
        // 7.
        assertArrayEquals(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, square(Matrix.quarterTurns(1)));
        assertArrayEquals(new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1}, square(Matrix.quarterTurns(2)));
        assertArrayEquals(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, square(Matrix.quarterTurns(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void rotationByMultiplesOf90DegreesEqualsTheExactTurn(int turns) {
        assertArrayEquals(square(Matrix.quarterTurns(turns)), square(Matrix.rotation(90 * turns, 1)), 1e-5f);
    }

    @Test
    void mixesFourNeighboursAndSeesZeroBeyondTheImage() {
        TrainingImage image = TestImages.raw(new GreyImage(2, 2, new float[] {8, 16, 24, 32}));
        assertEquals(20, at(image, 0.5, 0.5)); // the mean
        assertEquals(12, at(image, 0.5, 0));
        assertEquals(4, at(image, -0.5, 0)); // half 8, half 0
        assertEquals(8, at(image, 1.75, 1)); // a quarter of 32
        assertEquals(0, at(image, 2, 0));
        assertEquals(0, at(image, -1, 0));
        assertEquals(0, at(image, Integer.MAX_VALUE * 4.0, 0));
    }

    @Test
    void theLargestShareGivesTheLabelAndBackgroundLiesBeyondTheImage() {
        TrainingImage image = TestImages.raw(new GreyImage(2, 2, new float[] {8, 16, 24, 32}), 0, 1, 1, 0);
        assertEquals(0, labelAt(image, 0.2, 0.2)); // shares of 1: .16 + .16
        assertEquals(1, labelAt(image, 0.8, 0.2)); // .64 + .04
        assertEquals(0, labelAt(image, 0.5, 0.5)); // equal: the lower class
        assertEquals(1, labelAt(image, 1, 0));
        assertEquals(0, labelAt(image, 1.01, 0));
    }

    @Test
    void rotationAndScalingAgreeWithNnUNet() {
        assertEqualsReference("rot30_scale1.2", Matrix.rotation(30, 1.2), 10);
        assertEqualsReference("rot-100_scale0.8", Matrix.rotation(-100, 0.8), 10);
        assertEqualsReference("rot0_scale1.4", Matrix.rotation(0, 1.4), 10);
        assertEqualsReference("none", Matrix.IDENTITY, 0);
        assertEqualsReference("none_larger", Matrix.IDENTITY, 0);
    }

    /** Deviates on purpose: where the reference has -1 outside the image there is 0, as it has too before the loss. */
    private static void assertEqualsReference(String name, Matrix matrix, int undecided) {
        GreyImage image = GoldenSections.grey("nnunet_ops/augment/image").get(0);
        TrainingImage source = TestImages.raw(image, positive(GoldenSections.labels("nnunet_ops/augment/seg")));
        GreyImage expected = GoldenSections.grey("nnunet_ops/augment/spatial/" + name + "/image")
                .get(0);
        PatchPlacement placement = new PatchPlacement((image.width() - 1) / 2.0, (image.height() - 1) / 2.0, matrix);
        PatchLookup lookup = new PatchLookup(source, placement, expected.width(), expected.height());
        float[] grey = new float[expected.pixels().length];
        lookup.grey(grey, 0);
        // The reference computes its coordinates in single precision.
        assertArrayEquals(expected.pixels(), grey, 2e-5f, name);
        byte[] found = new byte[grey.length];
        lookup.labels(found, 0);
        int[] labels = positive(GoldenSections.labels("nnunet_ops/augment/spatial/" + name + "/seg"));
        // The reference decides ties in half precision.
        long different = IntStream.range(0, found.length)
                .filter(i -> labels[i] != found[i])
                .count();
        assertTrue(different <= undecided, name + ": " + different + " of " + found.length + " labels differ");
    }

    private static int[] positive(List<LabelImage> sections) {
        return IntStream.of(sections.get(0).labels())
                .map(label -> Math.max(0, label))
                .toArray();
    }

    private static float[] square(Matrix matrix) {
        float[] pixels = new float[9];
        new PatchLookup(TestImages.raw(SQUARE), new PatchPlacement(1, 1, matrix), 3, 3).grey(pixels, 0);
        return pixels;
    }

    private static float at(TrainingImage image, double x, double y) {
        float[] pixel = new float[1];
        new PatchLookup(image, new PatchPlacement(x, y, Matrix.IDENTITY), 1, 1).grey(pixel, 0);
        return pixel[0];
    }

    private static byte labelAt(TrainingImage image, double x, double y) {
        byte[] label = new byte[1];
        new PatchLookup(image, new PatchPlacement(x, y, Matrix.IDENTITY), 1, 1).labels(label, 0);
        return label[0];
    }
}
