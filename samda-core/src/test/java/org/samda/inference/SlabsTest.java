// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

class SlabsTest {
    @Test
    void aSlabHasSixteenSectionsAndTheLastOneWhatIsLeft() {
        Slabs slabs = Slabs.of(SliceAxis.Z, new VolumeSize(1000, 1000, 1000));
        assertEquals(63, slabs.count());
        assertEquals(new VoxelBox(0, 0, 16, 1000, 1000, 16), slabs.box(1));
        assertEquals(new VoxelBox(0, 0, 992, 1000, 1000, 8), slabs.box(62));
        assertEquals(new VolumeSize(128, 128, 16), slabs.chunk());
    }

    @Test
    void largeSectionsMakeThinSlabs() {
        assertEquals(4, Slabs.of(SliceAxis.Z, new VolumeSize(2048, 2048, 100)).depth());
        assertEquals(
                1, Slabs.of(SliceAxis.Z, new VolumeSize(20_000, 20_000, 100)).depth());
        assertEquals(3, Slabs.of(SliceAxis.Z, new VolumeSize(10, 10, 3)).depth());
    }

    @Test
    void alongXASlabIsALayerOfChunksAcrossX() {
        Slabs slabs = Slabs.of(SliceAxis.X, new VolumeSize(40, 300, 200));
        assertEquals(new VolumeSize(300, 200, 40), slabs.cut());
        assertEquals(new VolumeSize(16, 128, 128), slabs.chunk());
        assertEquals(new VoxelBox(0, 0, 32, 300, 200, 8), slabs.box(2));
    }

    @Test
    void aVolumeMayHaveMoreVoxelsThanAnIntCounts() {
        Slabs slabs = Slabs.of(SliceAxis.Z, new VolumeSize(1000, 1000, 1L << 34));
        assertEquals(1L << 30, slabs.count());
        assertEquals(((1L << 30) - 1) * 16, slabs.box((1L << 30) - 1).z());
    }
}
