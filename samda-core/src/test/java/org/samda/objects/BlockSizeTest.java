// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.samda.image.VolumeSize;

class BlockSizeTest {
    @Test
    void takesWholeChunksAlongXThenYAndPartsOfThoseThatAreTooLarge() {
        VolumeSize size = new VolumeSize(1000, 900, 500);
        assertEquals(new VolumeSize(40, 10, 5), BlockSize.of(size, new VolumeSize(10, 10, 5), 2300));
        assertEquals(new VolumeSize(1000, 20, 1), BlockSize.of(size, new VolumeSize(1000, 1, 1), 20_000));
        assertEquals(new VolumeSize(1000, 20, 1), BlockSize.of(size, new VolumeSize(1000, 900, 1), 20_000));
        assertEquals(new VolumeSize(700, 1, 1), BlockSize.of(size, new VolumeSize(1000, 900, 500), 700));
        assertEquals(size, BlockSize.of(size, new VolumeSize(1024, 1024, 512), 1L << 40));
    }
}
