// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/**
 * The voxels of one object in a box around it.
 *
 * @param x      of the box's first voxel in the volume
 * @param y      of the box's first voxel in the volume
 * @param z      of the box's first voxel in the volume
 * @param extent of the box
 * @param inside whether a voxel belongs to the object, x fastest
 */
@SuppressWarnings("ArrayRecordComponent")
record ObjectMask(long x, long y, long z, Extent extent, boolean[] inside) {

    /** Voxels of a box along its axes. */
    record Extent(int width, int height, int depth) {

        int voxels() {
            return width * height * depth;
        }

        /** The place of a voxel among all. */
        int index(int column, int row, int section) {
            return (section * height + row) * width + column;
        }
    }
}
