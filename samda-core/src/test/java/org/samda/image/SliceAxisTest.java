// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SliceAxisTest {
    /** 2 columns, 3 rows, 4 planes: voxel (x, y, z) has the value xyz. */
    private static final List<GreyImage> VOLUME = volume(2, 3, 4);

    @ParameterizedTest
    @CsvSource({"Z, 2, 3, 4", "Y, 2, 4, 3", "X, 3, 4, 2"})
    void sectionsLieAcrossTheAxisAndTheOtherTwoKeepTheirOrder(SliceAxis axis, int width, int height, int sections) {
        List<GreyImage> cut = axis.cut(VOLUME);
        assertEquals(sections, cut.size());
        assertEquals(width, cut.get(0).width());
        assertEquals(height, cut.get(0).height());
        assertEquals(new VolumeSize(width, height, sections), axis.cut(new VolumeSize(2, 3, 4)));
    }

    @Test
    void everyVoxelIsWhereItsAxesSay() {
        List<GreyImage> alongY = SliceAxis.Y.cut(VOLUME);
        List<GreyImage> alongX = SliceAxis.X.cut(VOLUME);
        for (int z = 0; z < 4; z++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 2; x++) {
                    assertEquals(100 * x + 10 * y + z, alongY.get(y).at(x, z));
                    assertEquals(100 * x + 10 * y + z, alongX.get(x).at(y, z));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SliceAxis.class)
    void joiningUndoesCutting(SliceAxis axis) {
        assertSameGreys(VOLUME, axis.join(axis.cut(VOLUME)));
        List<LabelImage> labels = labels(VOLUME);
        List<LabelImage> cut = axis.cutLabels(labels);
        List<GreyImage> cutGreys = axis.cut(VOLUME);
        for (int section = 0; section < cut.size(); section++) {
            assertArrayEquals(
                    labels(cutGreys).get(section).labels(), cut.get(section).labels());
        }
        List<LabelImage> joined = axis.joinLabels(cut);
        assertEquals(4, joined.size());
        for (int z = 0; z < 4; z++) {
            assertEquals(2, joined.get(z).width());
            assertArrayEquals(labels.get(z).labels(), joined.get(z).labels());
        }
    }

    @Test
    void alongZNothingIsCopied() {
        assertSame(VOLUME, SliceAxis.Z.cut(VOLUME));
        assertSame(VOLUME, SliceAxis.Z.join(VOLUME));
    }

    @Test
    void voxelSizesAreExchangedLikeTheAxes() {
        VoxelSize size = new VoxelSize(5, 7, 30);
        assertEquals(size, SliceAxis.Z.cut(size));
        assertEquals(new VoxelSize(5, 30, 7), SliceAxis.Y.cut(size));
        assertEquals(new VoxelSize(7, 30, 5), SliceAxis.X.cut(size));
    }

    @Test
    void theNumbersAreThoseOfAnArrayWithZFirst() {
        assertEquals(SliceAxis.Z, SliceAxis.numbered(0));
        assertEquals(SliceAxis.Y, SliceAxis.numbered(1));
        assertEquals(SliceAxis.X, SliceAxis.numbered(2));
        assertThrows(IllegalArgumentException.class, () -> SliceAxis.numbered(3));
    }

    @Test
    void anInverseTurnUndoesEveryTurn() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            int turn = Turn.of(order[0], order[1], order[2]);
            assertArrayEquals(order, new int[] {Turn.column(turn), Turn.row(turn), Turn.section(turn)});
            assertSameGreys(VOLUME, Turn.greys(Turn.inverse(turn), Turn.greys(turn, VOLUME)));
        }
    }

    private static void assertSameGreys(List<GreyImage> expected, List<GreyImage> found) {
        assertEquals(expected.size(), found.size());
        for (int z = 0; z < expected.size(); z++) {
            assertEquals(expected.get(z).width(), found.get(z).width());
            assertArrayEquals(expected.get(z).pixels(), found.get(z).pixels());
        }
    }

    private static List<LabelImage> labels(List<GreyImage> sections) {
        List<LabelImage> labels = new ArrayList<>();
        for (GreyImage section : sections) {
            int[] values = new int[section.pixels().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (int) section.pixels()[i];
            }
            labels.add(new LabelImage(section.width(), section.height(), values));
        }
        return labels;
    }

    private static List<GreyImage> volume(int width, int height, int planes) {
        List<GreyImage> volume = new ArrayList<>();
        for (int z = 0; z < planes; z++) {
            float[] pixels = new float[width * height];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = 100 * (i % width) + 10 * (i / width) + z;
            }
            volume.add(new GreyImage(width, height, pixels));
        }
        return volume;
    }
}
