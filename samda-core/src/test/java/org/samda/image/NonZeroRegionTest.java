// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.golden.GoldenFile;
import org.samda.golden.GoldenSections;
import org.samda.image.NonZeroRegion.Box;
import tools.jackson.databind.JsonNode;

class NonZeroRegionTest {

    @Test
    void cropsAsNnUNetDoes() {
        List<GreyImage> sections = goldenCase();
        NonZeroRegion region = NonZeroRegion.of(sections);
        // Half-open ranges of z, y, x.
        JsonNode box = GoldenFile.of("nnunet_ops/crop/bbox").value();
        int left = box.get(2).get(0).asInt();
        int top = box.get(1).get(0).asInt();
        int first = box.get(0).get(0).asInt();
        Tile tile = new Tile(
                left, top, box.get(2).get(1).asInt() - left, box.get(1).get(1).asInt() - top);
        assertEquals(new Box(tile, first, box.get(0).get(1).asInt() - first), region.box());
        GoldenSections.assertLabels("nnunet_ops/crop/seg_when_no_label", region.cropLabels());
        List<GreyImage> cropped = region.crop(sections);
        assertEquals(5, cropped.size());
        assertEquals(sections.get(1).at(left, top), cropped.get(0).at(0, 0));
        assertEquals(sections.get(5).at(left + 17, top + 16), cropped.get(4).at(17, 16));
    }

    @Test
    void labelsAreCutToTheBox() {
        NonZeroRegion region = NonZeroRegion.of(goldenCase());
        List<LabelImage> cropped = GoldenSections.labels("nnunet_ops/crop/seg");
        List<LabelImage> whole = IntStream.range(0, 6)
                .mapToObj(z -> pasted(z == 0 ? Collections.emptyList() : List.of(cropped.get(z - 1))))
                .toList();
        GoldenSections.assertLabels("nnunet_ops/crop/seg", region.cropLabels(whole));
    }

    @Test
    void aSingleSectionHasNoHoles() {
        float[] pixels = new float[8 * 9];
        Arrays.fill(pixels, 9, pixels.length, 1);
        for (int i : new int[] {3 * 9 + 3, 3 * 9 + 4, 4 * 9 + 3, 4 * 9 + 4}) {
            pixels[i] = 0;
        }
        NonZeroRegion region = NonZeroRegion.of(List.of(new GreyImage(9, 8, pixels)));
        assertEquals(new Box(new Tile(0, 1, 9, 7), 0, 1), region.box());
        GoldenSections.assertLabels("nnunet_ops/crop/single_slice_seg", region.cropLabels());
        assertFalse(region.inside().at(0, 2 * 9 + 3));
        assertTrue(region.inside().at(0, 2 * 9 + 2));
    }

    /** A tunnel from the hole in the middle to one of the six sides. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "-1, 0, 0", "0, 1, 0", "0, -1, 0", "0, 0, 1", "0, 0, -1"})
    void zerosThatReachTheBorderAreNoHole(int dx, int dy, int dz) {
        List<GreyImage> sections = cube();
        for (int step = 1; step <= 2; step++) {
            assertTrue(isInside(sections), "closed after " + (step - 1));
            sections.get(2 + step * dz).pixels()[(2 + step * dy) * 5 + 2 + step * dx] = 0;
        }
        assertFalse(isInside(sections));
    }

    @Test
    void zerosThatTouchAtAnEdgeAreNotConnected() {
        List<GreyImage> sections = cube();
        sections.get(2).pixels()[3 * 5 + 3] = 0;
        sections.get(2).pixels()[3 * 5 + 4] = 0;
        assertTrue(isInside(sections));
    }

    @Test
    void labelsAboveZeroAreKeptOutside() {
        NonZeroRegion region = NonZeroRegion.of(List.of(new GreyImage(4, 1, new float[] {0, 5, 0, 5})));
        List<LabelImage> labels = region.cropLabels(List.of(new LabelImage(4, 1, new int[] {7, 0, 2, 3})));
        assertArrayEquals(new int[] {0, 2, 3}, labels.get(0).labels());
        List<LabelImage> none = region.cropLabels(List.of(new LabelImage(4, 1, new int[4])));
        assertArrayEquals(new int[] {0, -1, 0}, none.get(0).labels());
    }

    @Test
    void nothingIsCutOffAFullCaseAndAnEmptyOneStaysWhole() {
        GreyImage full = new GreyImage(2, 1, new float[] {1, 2});
        assertSame(full, NonZeroRegion.of(List.of(full)).crop(List.of(full)).get(0));
        NonZeroRegion empty = NonZeroRegion.of(List.of(new GreyImage(2, 1, new float[2])));
        assertEquals(new Box(new Tile(0, 0, 2, 1), 0, 1), empty.box());
        assertFalse(empty.inside().at(0, 0));
    }

    @Test
    void casesOfOtherSizesAreRefused() {
        GreyImage small = new GreyImage(1, 1, new float[1]);
        GreyImage large = new GreyImage(2, 1, new float[2]);
        assertThrows(IllegalArgumentException.class, () -> NonZeroRegion.of(List.of(small, large)));
        NonZeroRegion region = NonZeroRegion.of(List.of(small));
        assertThrows(IllegalArgumentException.class, () -> region.crop(List.of(large)));
        assertThrows(
                IllegalArgumentException.class,
                () -> region.cropLabels(List.of(new LabelImage(1, 1, new int[1]), new LabelImage(1, 1, new int[1]))));
    }

    /** The stored case has two channels; what counts is where either is not 0. */
    private static List<GreyImage> goldenCase() {
        List<GreyImage> channels = GoldenSections.grey("nnunet_ops/crop/x_in");
        int sections = channels.size() / 2;
        return IntStream.range(0, sections)
                .mapToObj(z -> sum(channels.get(z), channels.get(sections + z)))
                .toList();
    }

    private static GreyImage sum(GreyImage one, GreyImage other) {
        float[] pixels = one.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.abs(pixels[i]) + Math.abs(other.pixels()[i]);
        }
        return new GreyImage(one.width(), one.height(), pixels);
    }

    /** The labels of a section of 22 x 20 px from those of its box, which begins at (0, 3). */
    private static LabelImage pasted(List<LabelImage> cropped) {
        int[] labels = new int[22 * 20];
        for (LabelImage part : cropped) {
            for (int i = 0; i < part.labels().length; i++) {
                labels[(3 + i / 18) * 22 + i % 18] = part.labels()[i];
            }
        }
        return new LabelImage(22, 20, labels);
    }

    /** 5 x 5 x 5 ones with one zero in the middle. */
    private static List<GreyImage> cube() {
        List<GreyImage> sections = IntStream.range(0, 5)
                .mapToObj(z -> new GreyImage(5, 5, new float[25]))
                .toList();
        sections.forEach(section -> Arrays.fill(section.pixels(), 1));
        sections.get(2).pixels()[2 * 5 + 2] = 0;
        return sections;
    }

    /** Whether the middle of a cube belongs to its region. */
    private static boolean isInside(List<GreyImage> cube) {
        return NonZeroRegion.of(cube).inside().at(2, 2 * 5 + 2);
    }
}
