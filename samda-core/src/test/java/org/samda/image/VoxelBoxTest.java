// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VoxelBoxTest {
    @Test
    void liesInsideUpToTheLastVoxelFarBeyondTheLargestInt() {
        VolumeSize size = new VolumeSize(1L << 33, 10, 10);
        assertTrue(new VoxelBox((1L << 33) - 4, 0, 0, 4, 10, 10).isInside(size));
        assertFalse(new VoxelBox((1L << 33) - 3, 0, 0, 4, 10, 10).isInside(size));
        assertFalse(new VoxelBox(Long.MAX_VALUE, 0, 0, 4, 1, 1).isInside(size));
    }

    @Test
    void countsMoreVoxelsThanAnIntHolds() {
        assertEquals(1L << 33, new VoxelBox(0, 0, 0, 1 << 11, 1 << 11, 1 << 11).voxels());
    }

    @Test
    void hasNoNegativePlaceAndNoEmptyExtent() {
        assertThrows(IllegalArgumentException.class, () -> new VoxelBox(-1, 0, 0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new VoxelBox(0, 0, 0, 1, 0, 1));
    }

    @Test
    void aSectionOfABlockHasItsRows() {
        GreyBlock block = new GreyBlock(2, 2, 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7});
        assertArrayEquals(new float[] {4, 5, 6, 7}, block.section(1).pixels());
        assertThrows(IllegalArgumentException.class, () -> new GreyBlock(2, 2, 1, new float[3]));
    }
}
