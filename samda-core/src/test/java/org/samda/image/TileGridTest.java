// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TileGridTest {

    /** Positions computed by nnU-Net itself: image size, tile size, step, starts. */
    static Stream<Arguments> nnunetPositions() {
        return Stream.of(
                arguments(110, 64, 0.5, new int[] {0, 23, 46}),
                arguments(256, 256, 0.5, new int[] {0}),
                arguments(1463, 512, 0.5, new int[] {0, 238, 476, 713, 951}),
                arguments(1613, 512, 0.5, new int[] {0, 220, 440, 661, 881, 1101}),
                arguments(1334, 512, 0.5, new int[] {0, 206, 411, 616, 822}),
                arguments(1553, 512, 0.5, new int[] {0, 208, 416, 625, 833, 1041}),
                arguments(257, 256, 0.5, new int[] {0, 1}),
                arguments(100, 33, 0.5, new int[] {0, 13, 27, 40, 54, 67}),
                arguments(385, 256, 0.5, new int[] {0, 64, 129}),
                arguments(110, 64, 1.0, new int[] {0, 46}),
                arguments(1463, 512, 0.75, new int[] {0, 317, 634, 951}));
    }

    @ParameterizedTest
    @MethodSource("nnunetPositions")
    void startsWhereNnunetStarts(int size, int tile, double step, int[] expected) {
        assertArrayEquals(expected, TileGrid.starts(size, tile, step));
    }

    @Test
    void roundsTiesToTheEvenNumber() {
        // 101 - 50 = 51 px in 3 steps of 17; 385 - 256 = 129 px in 2 steps of 64.5, which becomes 64, not 65.
        assertArrayEquals(new int[] {0, 17, 34, 51}, TileGrid.starts(101, 50, 0.5));
        assertArrayEquals(new int[] {0, 64, 129}, TileGrid.starts(385, 256, 0.5));
    }

    @Test
    void listsTilesRowByRow() {
        List<Tile> tiles = TileGrid.of(6, 5, 4, 4, TileGrid.DEFAULT_STEP);
        assertEquals(
                List.of(new Tile(0, 0, 4, 4), new Tile(2, 0, 4, 4), new Tile(0, 1, 4, 4), new Tile(2, 1, 4, 4)), tiles);
    }

    @ParameterizedTest
    @CsvSource({"100, 33, 0.5", "37, 5, 1", "37, 36, 0.9", "64, 64, 0.5", "1000, 7, 0.3"})
    void coversEveryPixelWithoutLeavingTheImage(int size, int tile, double step) {
        int[] starts = TileGrid.starts(size, tile, step);
        assertEquals(0, starts[0]);
        assertEquals(size - tile, starts[starts.length - 1]);
        for (int i = 1; i < starts.length; i++) {
            assertTrue(starts[i] - starts[i - 1] <= tile, "gap before tile " + i);
        }
    }

    @Test
    void refusesAnImageSmallerThanATile() {
        assertThrows(IllegalArgumentException.class, () -> TileGrid.of(10, 20, 11, 11, 0.5));
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.5", "1.1", "NaN"})
    void refusesAStepThatLeavesGapsOrNeverEnds(double step) {
        assertThrows(IllegalArgumentException.class, () -> TileGrid.of(20, 20, 10, 10, step));
    }
}
