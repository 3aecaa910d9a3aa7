// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

class BoxGridTest {
    private static final VolumeSize SECTION = new VolumeSize(10, 7, 1);

    @ParameterizedTest
    @CsvSource({"1", "9", "10", "64", "70", "200", "1000000"})
    void itsBoxesCoverEveryVoxelOnce(long most) {
        VolumeSize size = new VolumeSize(10, 7, 5);
        for (VolumeSize chunk : List.of(SECTION, new VolumeSize(4, 4, 4), new VolumeSize(64, 64, 64))) {
            int[] times = new int[350];
            BoxGrid.of(size, chunk, SECTION, most).boxes().forEach(box -> {
                assertTrue(box.isInside(size) && box.voxels() <= most, box.toString());
                count(box, times);
            });
            for (int each : times) {
                assertEquals(1, each);
            }
        }
    }

    @Test
    void boxesAreWholeChunksWhereTheseFit() {
        VolumeSize chunk = new VolumeSize(4, 4, 4);
        VolumeSize size = new VolumeSize(100, 100, 100);
        assertEquals(
                new VolumeSize(60, 4, 4), BoxGrid.of(size, chunk, chunk, 1000).step());
        assertEquals(
                new VolumeSize(100, 8, 4), BoxGrid.of(size, chunk, chunk, 4000).step());
        assertEquals(
                new VolumeSize(100, 100, 8),
                BoxGrid.of(size, chunk, chunk, 80_000).step());
        assertEquals(size, BoxGrid.of(size, chunk, chunk, 1_000_000).step());
    }

    @Test
    void aSectionThatDoesNotFitIsReadInBandsOfRows() {
        VolumeSize size = new VolumeSize(40_000, 30_000, 9);
        VolumeSize section = new VolumeSize(40_000, 30_000, 1);
        assertEquals(
                new VolumeSize(40_000, 25, 1),
                BoxGrid.of(size, section, section, 1_000_000).step());
        assertEquals(
                new VolumeSize(40_000, 52, 1),
                BoxGrid.of(size, section, section).step());
    }

    @Test
    void sectionsCanBeTakenOneByOne() {
        BoxGrid grid = BoxGrid.of(new VolumeSize(4, 4, 3), new VolumeSize(4, 4, 3), SECTION);
        assertEquals(1, grid.boxes().count());
        assertEquals(
                List.of(0L, 1L, 2L), grid.ofSections().boxes().map(VoxelBox::z).toList());
    }

    private static void count(VoxelBox box, int[] times) {
        for (long z = box.z(); z < box.z() + box.depth(); z++) {
            for (long y = box.y(); y < box.y() + box.height(); y++) {
                for (long x = box.x(); x < box.x() + box.width(); x++) {
                    times[(int) ((z * 7 + y) * 10 + x)]++;
                }
            }
        }
    }
}
