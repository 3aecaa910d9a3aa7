// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import org.samda.image.VolumeSize;

/** How much of a volume is read at once. */
final class BlockSize {
    /** A block has at most so many voxels, 64 MB as they are read. */
    static final long LARGEST = 1 << 24;

    private BlockSize() {}

    /**
     * Whole chunks, as many along x, then y, as fit into a block; a part of a chunk where one alone is larger.
     *
     * @param chunk what has to be decoded as a whole
     */
    static VolumeSize of(VolumeSize size, VolumeSize chunk) {
        return of(size, chunk, LARGEST);
    }

    static VolumeSize of(VolumeSize size, VolumeSize chunk, long largest) {
        long x = Math.min(Math.min(chunk.x(), size.x()), largest);
        long y = Math.min(Math.min(chunk.y(), size.y()), Math.max(1, largest / x));
        long z = Math.min(Math.min(chunk.z(), size.z()), Math.max(1, largest / x / y));
        long along = Math.max(1, largest / (x * y * z));
        long wide = Math.min(size.x(), x * along);
        long down = Math.max(1, largest / (wide * y * z));
        long high = Math.min(size.y(), y * down);
        return new VolumeSize(wide, high, z);
    }
}
