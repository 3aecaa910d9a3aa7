// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Optional;

/**
 * What is known of a volume before its first voxel is read.
 *
 * @param size       voxels along x, y, z
 * @param type       how grey values are stored
 * @param voxelSize  physical size of a voxel in nm, empty where the file does not say
 * @param header     the file's header, in formats that keep more of it than is said here (NIfTI); empty in all others
 * @param directions where in the subject its axes run to, empty where the file does not say
 */
public record VolumeInfo(
        VolumeSize size,
        PixelType type,
        Optional<VoxelSize> voxelSize,
        Optional<StoredHeader> header,
        Optional<AxisDirections> directions) {

    /** A volume of which nothing else is known. */
    public VolumeInfo(VolumeSize size, PixelType type, Optional<VoxelSize> voxelSize) {
        this(size, type, voxelSize, Optional.empty(), Optional.empty());
    }

    /** A volume that lies where this one does, with values of another type. */
    public VolumeInfo withType(PixelType other) {
        return new VolumeInfo(size, other, voxelSize, header, directions);
    }

    /** Whether the file is one scan (NIfTI), a case as a whole, and not a stack of images. */
    public boolean isScan() {
        return header.isPresent();
    }
}
