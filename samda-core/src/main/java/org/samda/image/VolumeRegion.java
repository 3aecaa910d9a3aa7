// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * A part of a volume, of any size.
 *
 * @param x    first voxel along x, at least 0
 * @param y    first voxel along y, at least 0
 * @param z    first section, at least 0
 * @param size voxels along x, y, z
 */
public record VolumeRegion(long x, long y, long z, VolumeSize size) {

    public VolumeRegion {
        if (x < 0 || y < 0 || z < 0) {
            throw new IllegalArgumentException("a region cannot begin at (%d, %d, %d)".formatted(x, y, z));
        }
    }

    /** All of a volume. */
    public static VolumeRegion all(VolumeSize size) {
        return new VolumeRegion(0, 0, 0, size);
    }

    /** Whether all of it lies in a volume of this size. */
    public boolean isInside(VolumeSize volume) {
        return size.x() <= volume.x() - x && size.y() <= volume.y() - y && size.z() <= volume.z() - z;
    }

    /** The same voxels in the volume that this is a part of. */
    public VoxelBox inVolume(VoxelBox box) {
        return new VoxelBox(x + box.x(), y + box.y(), z + box.z(), box.width(), box.height(), box.depth());
    }

    @Override
    public String toString() {
        return "%d:%d,%d:%d,%d:%d".formatted(x, x + size.x(), y, y + size.y(), z, z + size.z());
    }
}
