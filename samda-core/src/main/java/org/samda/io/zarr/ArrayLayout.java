// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * How a new array is to lie in its folder.
 *
 * @param format which metadata it gets; Zarr is compressed with zstd, N5 with gzip
 * @param info   size, type and, in N5, voxel size of the volume
 * @param chunk  size of all chunks but the clipped ones at the edges, at most 1 GiB of values
 */
public record ArrayLayout(ArrayFormat format, VolumeInfo info, VolumeSize chunk) {}
