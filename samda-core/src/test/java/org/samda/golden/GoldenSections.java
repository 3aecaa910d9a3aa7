// SPDX-License-Identifier: Apache-2.0
package org.samda.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

/** Golden tensors [..., H, W] as sections of H x W px. */
public final class GoldenSections {

    private GoldenSections() {}

    public static List<GreyImage> grey(String name) {
        GoldenFile golden = GoldenFile.of(name);
        float[] values = golden.floats();
        int width = golden.size(-1);
        int area = width * golden.size(-2);
        return IntStream.range(0, values.length / area)
                .mapToObj(z -> new GreyImage(width, area / width, Arrays.copyOfRange(values, z * area, (z + 1) * area)))
                .toList();
    }

    public static List<LabelImage> labels(String name) {
        GoldenFile golden = GoldenFile.of(name);
        int[] values = golden.ints();
        int width = golden.size(-1);
        int area = width * golden.size(-2);
        return IntStream.range(0, values.length / area)
                .mapToObj(
                        z -> new LabelImage(width, area / width, Arrays.copyOfRange(values, z * area, (z + 1) * area)))
                .toList();
    }

    /** Fails unless size and number of the sections are equal and no value differs by more than the tolerance. */
    public static void assertGrey(String name, List<GreyImage> found, double tolerance) {
        List<GreyImage> expected = grey(name);
        assertEquals(expected.size(), found.size(), name);
        for (int z = 0; z < expected.size(); z++) {
            assertEquals(expected.get(z).width(), found.get(z).width(), name);
            assertArrayEquals(expected.get(z).pixels(), found.get(z).pixels(), (float) tolerance, name);
        }
    }

    /** Fails unless everything is equal. */
    public static void assertLabels(String name, List<LabelImage> found) {
        List<LabelImage> expected = labels(name);
        assertEquals(expected.size(), found.size(), name);
        for (int z = 0; z < expected.size(); z++) {
            assertEquals(expected.get(z).width(), found.get(z).width(), name);
            assertArrayEquals(expected.get(z).labels(), found.get(z).labels(), name);
        }
    }
}
