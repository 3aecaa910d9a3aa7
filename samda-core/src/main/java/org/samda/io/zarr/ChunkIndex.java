// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

/**
 * Which chunk of an array: chunk (0, 0, 0) begins at voxel (0, 0, 0).
 *
 * @param x number of the chunk along x, at least 0
 * @param y number of the chunk along y, at least 0
 * @param z number of the chunk along z, at least 0
 */
record ChunkIndex(long x, long y, long z) {

    @Override
    public String toString() {
        return "(" + x + ", " + y + ", " + z + ")";
    }
}
