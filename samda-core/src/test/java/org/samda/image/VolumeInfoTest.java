// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeInfoTest {
    private static final VolumeSize SIZE = new VolumeSize(4, 3, 2);
    private static final Optional<VoxelSize> VOXEL = Optional.of(new VoxelSize(5, 5, 50));

    @Test
    void hasNoHeaderUnlessItIsGiven() {
        VolumeInfo info = new VolumeInfo(SIZE, PixelType.UINT8, VOXEL);
        assertEquals(new VolumeInfo(SIZE, PixelType.UINT8, VOXEL, Optional.empty(), Optional.empty()), info);
    }

    @Test
    void keepsAllButTheTypeForValuesOfAnotherType() {
        Optional<StoredHeader> header = Optional.of(new StoredHeader(new byte[] {1, 2}));
        assertEquals(
                new VolumeInfo(SIZE, PixelType.FLOAT32, VOXEL, header, Optional.empty()),
                new VolumeInfo(SIZE, PixelType.UINT8, VOXEL, header, Optional.empty()).withType(PixelType.FLOAT32));
    }

    @Test
    void headersAreEqualIfTheirBytesAre() {
        StoredHeader header = new StoredHeader(new byte[] {1, 2});
        assertEquals(new StoredHeader(new byte[] {1, 2}), header);
        assertEquals(new StoredHeader(new byte[] {1, 2}).hashCode(), header.hashCode());
        assertNotEquals(new StoredHeader(new byte[] {1, 3}), header);
    }

    @Test
    void nobodyCanChangeAHeader() {
        byte[] bytes = {1, 2};
        StoredHeader header = new StoredHeader(bytes);
        bytes[0] = 9;
        header.bytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2}, header.bytes());
    }
}
