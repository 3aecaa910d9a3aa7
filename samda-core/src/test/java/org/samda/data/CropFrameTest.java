// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.SliceAxis;

class CropFrameTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 6;
    private static final int PLANES = 7;

    /** Of 5 x 6 x 7 voxels those with x in 1..3, y in 2..3 and z in 1..5 are not zero. */
    private static final List<GreyImage> VOLUME = volume();

    @Test
    void theFrameIsTheBoxInTheOrderOfTheAxis() {
        assertEquals(
                frame(SliceAxis.Z, new int[] {5, 6, 7}, new int[] {1, 2, 1}, new int[] {3, 2, 5}),
                prepared(SliceAxis.Z).frame());
        assertEquals(
                frame(SliceAxis.Y, new int[] {5, 7, 6}, new int[] {1, 1, 2}, new int[] {3, 5, 2}),
                prepared(SliceAxis.Y).frame());
        assertEquals(
                frame(SliceAxis.X, new int[] {6, 7, 5}, new int[] {2, 1, 1}, new int[] {2, 5, 3}),
                prepared(SliceAxis.X).frame());
    }

    @ParameterizedTest
    @EnumSource(SliceAxis.class)
    void labelsAreCutOutWhereTheImageIsAndComeBackToTheirPlace(SliceAxis axis) {
        PreparedCase prepared = prepared(axis);
        CropFrame frame = prepared.frame();
        assertFalse(frame.isWhole());
        List<LabelImage> cropped = preparation(axis).labels(labels(), frame, 1000);
        assertEquals(prepared.sections().size(), cropped.size());
        assertEquals(frame.inner().width(), cropped.get(0).width());
        assertEquals(frame.inner().height(), cropped.get(0).height());
        List<LabelImage> back = prepared.restored(cropped);
        List<LabelImage> whole = labels();
        assertEquals(PLANES, back.size());
        for (int z = 0; z < PLANES; z++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int expected = isInside(x, y, z) ? whole.get(z).at(x, y) : 0;
                    assertEquals(expected, back.get(z).at(x, y), x + ", " + y + ", " + z);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SliceAxis.class)
    void valuesComeBackTooAndOutsideThereIsWhatIsAskedFor(SliceAxis axis) {
        PreparedCase prepared = prepared(axis);
        List<GreyImage> back = prepared.restored(prepared.sections(), 42);
        assertEquals(PLANES, back.size());
        for (int z = 0; z < PLANES; z++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    float expected = isInside(x, y, z) ? value(x, y, z) / 255f : 42;
                    assertEquals(expected, back.get(z).at(x, y), 1e-6f, x + ", " + y + ", " + z);
                }
            }
        }
    }

    @Test
    void ofACaseWithoutAMarginNothingIsCopied() {
        List<GreyImage> full = List.of(TestImages.constant(2, 2, 1), TestImages.constant(2, 2, 1));
        CropFrame frame = preparation(SliceAxis.Z).apply(full).frame();
        assertTrue(frame.isWhole());
        List<LabelImage> labels =
                List.of(new LabelImage(2, 2, new int[] {1, 2, 3, 4}), new LabelImage(2, 2, new int[4]));
        assertSame(labels, frame.croppedLabels(labels));
        assertSame(labels, frame.pasted(labels));
        assertSame(full, frame.pastedGreys(full, 9));
    }

    @Test
    void whatTouchesOneCornerOnlyIsPastedThere() {
        float[] pixels = new float[6];
        pixels[5] = 7;
        PreparedCase prepared = Preparation.NONE.apply(List.of(new GreyImage(3, 2, pixels)));
        List<LabelImage> back = prepared.restored(List.of(new LabelImage(1, 1, new int[] {3})));
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 3}, back.get(0).labels());
    }

    private static CropFrame frame(SliceAxis axis, int[] whole, int[] corner, int[] inner) {
        return new CropFrame(
                axis,
                new CropFrame.Extent(whole[0], whole[1], whole[2]),
                new CropFrame.Place(corner[0], corner[1], corner[2]),
                new CropFrame.Extent(inner[0], inner[1], inner[2]));
    }

    private static PreparedCase prepared(SliceAxis axis) {
        return preparation(axis).apply(VOLUME);
    }

    /** Whole volumes, grey values over 255. */
    private static Preparation preparation(SliceAxis axis) {
        return new Preparation(
                PreparationTest.volumes(axis, PreparationTest.BYTES, Preprocessing.Interpolation.SPLINE),
                new Preparation.Factor(1, 1),
                Optional.empty());
    }

    private static boolean isInside(int x, int y, int z) {
        return x >= 1 && x <= 3 && y >= 2 && y <= 3 && z >= 1 && z <= 5;
    }

    private static int value(int x, int y, int z) {
        return 100 * x + 10 * y + z;
    }

    private static List<GreyImage> volume() {
        List<GreyImage> volume = new ArrayList<>();
        for (int z = 0; z < PLANES; z++) {
            float[] pixels = new float[WIDTH * HEIGHT];
            for (int i = 0; i < pixels.length; i++) {
                boolean inside = isInside(i % WIDTH, i / WIDTH, z);
                pixels[i] = inside ? value(i % WIDTH, i / WIDTH, z) : 0;
            }
            volume.add(new GreyImage(WIDTH, HEIGHT, pixels));
        }
        return volume;
    }

    /** Labels are everywhere, also around what is not zero. */
    private static List<LabelImage> labels() {
        List<LabelImage> labels = new ArrayList<>();
        for (int z = 0; z < PLANES; z++) {
            int[] values = new int[WIDTH * HEIGHT];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(i % WIDTH, i / WIDTH, z);
            }
            labels.add(new LabelImage(WIDTH, HEIGHT, values));
        }
        return labels;
    }
}
