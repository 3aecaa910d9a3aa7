// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/** Some of the voxels of a case, that is of a stack of sections of one size. */
@FunctionalInterface
public interface VoxelMask {
    /** Every voxel. */
    VoxelMask ALL = (section, pixel) -> true;

    /**
     * Whether the voxel belongs to the mask.
     *
     * @param section index of the section, from 0
     * @param pixel   its place in the section, {@code y * width + x}
     */
    boolean at(int section, int pixel);
}
