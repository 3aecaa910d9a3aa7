// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * Number of voxels along each axis of a volume, x fastest; a single image has {@code z = 1}.
 *
 * @param x width in voxels, at least 1
 * @param y height in voxels, at least 1
 * @param z number of sections, at least 1
 */
public record VolumeSize(long x, long y, long z) {

    public VolumeSize {
        requirePositive("x", x);
        requirePositive("y", y);
        requirePositive("z", z);
    }

    @Override
    public String toString() {
        return x + " x " + y + " x " + z;
    }

    private static void requirePositive(String name, long voxels) {
        if (voxels < 1) {
            throw new IllegalArgumentException("volume size " + name + " must be at least 1, got " + voxels);
        }
    }
}
