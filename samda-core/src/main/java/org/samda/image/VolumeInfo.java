// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Optional;

/**
 * What is known of a volume before its first voxel is read.
 *
 * @param size      voxels along x, y, z
 * @param type      how grey values are stored
 * @param voxelSize physical size of a voxel in nm, empty where the file does not say
 */
public record VolumeInfo(VolumeSize size, PixelType type, Optional<VoxelSize> voxelSize) {}
