// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteOrder;
import org.samda.image.VolumeSize;

/**
 * Where voxels lie in a file that keeps them in one run without compression, x fastest, then y, then z.
 *
 * @param offset position of the first voxel, in bytes
 * @param size   voxels along x, y, z
 * @param type   what the stored numbers are
 * @param order  in which order the bytes of a number are
 */
public record RawLayout(long offset, VolumeSize size, VoxelNumbers type, ByteOrder order) {

    /** Position of the voxel's first byte. */
    long position(long x, long y, long z) {
        return offset + ((z * size.y() + y) * size.x() + x) * type.bytes();
    }

    /** Position behind the last voxel; not whole numbers, since a header can claim any size. */
    public double end() {
        return offset + (double) size.x() * size.y() * size.z() * type.bytes();
    }
}
