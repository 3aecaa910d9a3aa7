// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.golden.GoldenFile;
import org.samda.golden.GoldenSections;
import tools.jackson.databind.JsonNode;

/**
 * Against nnU-Net's own resampling where the plane of the sections changes. The cases in which it changes the distance of
 * sections too (iso3d, aniso_change_z) are none of the 2-D configuration.
 */
class SplineResamplingTest {

    @ParameterizedTest
    @CsvSource({"slice2d_down_up, 31, 60", "aniso_keep_z, 20, 30"})
    void equalsNnUNetSectionBySection(String name, int width, int height) {
        String golden = "nnunet_ops/resample/" + name;
        List<GreyImage> sections = GoldenSections.grey(golden + "/data_in");
        GoldenSections.assertGrey(
                golden + "/data_order3",
                sections.stream()
                        .map(section -> SplineResampling.grey(section, width, height))
                        .toList(),
                1e-6);
        GoldenSections.assertGrey(
                golden + "/logits_order1",
                sections.stream()
                        .map(section -> SplineResampling.linear(section, width, height))
                        .toList(),
                1e-6);
        GoldenSections.assertLabels(
                golden + "/seg_order1",
                GoldenSections.labels(golden + "/seg_in").stream()
                        .map(section -> SplineResampling.labels(section, width, height, 2))
                        .toList());
    }

    @Test
    void newLengthsAreNnUNets() {
        JsonNode cases = GoldenFile.of("nnunet_ops/resample/compute_new_shape").value();
        assertEquals(5, cases.size());
        for (JsonNode each : cases) {
            for (int axis = 0; axis < 3; axis++) {
                int length = SplineResampling.length(
                        each.get(0).get(axis).asInt(),
                        each.get(1).get(axis).asDouble(),
                        each.get(2).get(axis).asDouble());
                assertEquals(each.get(3).get(axis).asInt(), length, each.toString());
            }
        }
    }

    @Test
    void splinesStayWithinTheRangeOfTheInput() {
        // Without clipping a step of 0 and 1 overshoots on both sides.
        GreyImage step = new GreyImage(4, 1, new float[] {0, 0, 1, 1});
        float[] grown = SplineResampling.grey(step, 12, 1).pixels();
        for (float pixel : grown) {
            assertTrue(pixel >= 0 && pixel <= 1, "out of range: " + pixel);
        }
        assertEquals(0, grown[3]);
        assertEquals(1, grown[8]);
    }

    @Test
    void straightLinesAreWorkedOutByHand() {
        // Old places of the new centres: -0.25 (the edge), 0.25, 0.75, 1.25 (the edge); 0.5 between 2 rows.
        GreyImage image = new GreyImage(2, 2, new float[] {0, 4, 10, 14});
        assertArrayEquals(
                new float[] {5, 6, 8, 9}, SplineResampling.linear(image, 4, 1).pixels());
    }

    @Test
    void ofClassesThatReachOneHalfTheHighestWins() {
        // The place between the pixels: half 2, half 1.
        assertArrayEquals(new int[] {2}, labels(1, 2, 1));
        // At -0.25 0.25 0.75 1.25: shares of the right one 0, .25, .75, 1.
        assertArrayEquals(new int[] {0, 0, 1, 1}, labels(4, 0, 1));
        assertArrayEquals(new int[] {-1, -1, 1, 1}, labels(4, -1, 1));
    }

    @Test
    void whereNoClassReachesOneHalfIsBackground() {
        // The middle of four pixels of four classes: a quarter each.
        LabelImage four = new LabelImage(2, 2, new int[] {1, 2, 3, 4});
        assertArrayEquals(new int[] {0}, SplineResampling.labels(four, 1, 1, 5).labels());
    }

    @Test
    void theSameSizeIsTheSameObjectAndUnknownClassesAreRefused() {
        GreyImage image = new GreyImage(2, 1, new float[] {0, 4});
        assertSame(image, SplineResampling.grey(image, 2, 1));
        assertSame(image, SplineResampling.linear(image, 2, 1));
        LabelImage labels = new LabelImage(2, 1, new int[] {0, 3});
        assertSame(labels, SplineResampling.labels(labels, 2, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> SplineResampling.labels(labels, 1, 1, 3));
    }

    private static int[] labels(int newWidth, int... labels) {
        return SplineResampling.labels(new LabelImage(labels.length, 1, labels), newWidth, 1, 3)
                .labels();
    }
}
