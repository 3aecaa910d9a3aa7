// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;

/** A part of a volume, and a volume cut along another axis. */
class VolumeViewsTest {
    private static final VolumeSize SIZE = new VolumeSize(4, 3, 5);

    @TempDir
    private Path folder;

    private Path file;

    /** The value at (x, y, z) is 100 z + 10 y + x. */
    @BeforeEach
    void writeVolume() {
        file = folder.resolve("v.tif");
        VolumeInfo info = new VolumeInfo(SIZE, PixelType.UINT16, Optional.of(new VoxelSize(4, 5, 30)));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < SIZE.z(); z++) {
                float[] pixels = new float[12];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = 100 * z + 10 * (i / 4) + i % 4;
                }
                writer.write(new GreyImage(4, 3, pixels));
            }
            writer.commit();
        }
    }

    @Test
    void aRegionIsAVolumeOfItsOwn() {
        VolumeRegion region = new VolumeRegion(1, 2, 3, new VolumeSize(2, 1, 2));
        try (VolumeReader whole = Volumes.open(file)) {
            VolumeReader part = new RegionReader(whole, region);
            assertEquals(region.size(), part.info().size());
            assertEquals(whole.info().voxelSize(), part.info().voxelSize());
            assertArrayEquals(new float[] {421, 422}, part.read(1).pixels());
            assertArrayEquals(
                    new float[] {322, 422},
                    part.read(new VoxelBox(1, 0, 0, 1, 1, 2)).values());
            assertThrows(IndexOutOfBoundsException.class, () -> part.read(2));
            assertThrows(IndexOutOfBoundsException.class, () -> part.read(new VoxelBox(1, 0, 0, 2, 1, 1)));
        }
    }

    @Test
    void aRegionBeyondTheVolumeIsRefusedWithTheVolumesEnds() {
        try (VolumeReader whole = Volumes.open(file)) {
            VolumeRegion region = new VolumeRegion(1, 0, 0, new VolumeSize(4, 3, 5));
            SamdaException e = assertThrows(SamdaException.class, () -> new RegionReader(whole, region));
            assertTrue(e.getMessage().contains("Region 1:5,0:3,0:5"), e.getMessage());
            assertTrue(e.getMessage().contains("0:4,0:3,0:5"), e.getMessage());
        }
    }

    @Test
    void alongXTheColumnsAreYAndTheRowsAreZ() {
        try (VolumeReader stored = Volumes.open(file)) {
            VolumeReader cut = new ReslicedReader(stored, SliceAxis.X);
            assertEquals(new VolumeSize(3, 5, 4), cut.info().size());
            assertEquals(Optional.of(new VoxelSize(5, 30, 4)), cut.info().voxelSize());
            GreyImage section = cut.read(2);
            assertEquals(2, section.at(0, 0));
            assertEquals(12, section.at(1, 0));
            assertEquals(412, section.at(1, 4));
            assertEquals(new VolumeSize(3, 1, 4), cut.chunk());
        }
    }

    @Test
    void alongYTheColumnsAreXAndTheRowsAreZ() {
        try (VolumeReader stored = Volumes.open(file)) {
            GreyBlock block = new ReslicedReader(stored, SliceAxis.Y).read(new VoxelBox(1, 2, 1, 2, 2, 2));
            assertArrayEquals(new float[] {211, 212, 311, 312, 221, 222, 321, 322}, block.values());
        }
    }

    @Test
    void joiningUndoesCutting() {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        GreyBlock block = new GreyBlock(2, 3, 4, values);
        for (SliceAxis axis : SliceAxis.values()) {
            GreyBlock joined = axis.join(axis.cut(block));
            assertEquals(4, joined.depth());
            assertArrayEquals(values, joined.values());
        }
    }
}
