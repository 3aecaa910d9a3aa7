// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * A box of voxels in a volume of any size: indices are 64-bit, extents fit into memory.
 *
 * @param x      first voxel along x, at least 0
 * @param y      first voxel along y, at least 0
 * @param z      first section, at least 0
 * @param width  voxels along x, at least 1
 * @param height voxels along y, at least 1
 * @param depth  sections, at least 1
 */
public record VoxelBox(long x, long y, long z, int width, int height, int depth) {

    public VoxelBox {
        if (x < 0 || y < 0 || z < 0 || width < 1 || height < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "box of %d x %d x %d voxels at (%d, %d, %d)".formatted(width, height, depth, x, y, z));
        }
    }

    /** All of one section. */
    public static VoxelBox section(VolumeSize size, long z) {
        return new VoxelBox(0, 0, z, Math.toIntExact(size.x()), Math.toIntExact(size.y()), 1);
    }

    /** The number of voxels in it. */
    public long voxels() {
        return (long) width * height * depth;
    }

    /** Whether all of it lies in a volume of this size. */
    public boolean isInside(VolumeSize size) {
        return width <= size.x() - x && height <= size.y() - y && depth <= size.z() - z;
    }

    @Override
    public String toString() {
        return "%d x %d x %d voxels at (%d, %d, %d)".formatted(width, height, depth, x, y, z);
    }
}
