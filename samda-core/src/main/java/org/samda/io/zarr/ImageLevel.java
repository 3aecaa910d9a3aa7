// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.ArrayList;
import java.util.List;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * A level of an image at several resolutions. Each has every second voxel of the level before, from the first on, so that
 * labels stay labels. Sections are thinned out where voxels stay about as thick as they are wide.
 *
 * @param size in its own voxels
 * @param x    how many voxels of the volume one of its voxels stands for along x and y
 * @param z    the same along z
 */
record ImageLevel(VolumeSize size, long x, long z) {
    private static final long SMALLEST = 256;
    private static final double ISOTROPIC = Math.sqrt(2);

    /** All levels of a volume, the full resolution first, down to about 256 px. */
    static List<ImageLevel> of(VolumeInfo volume) {
        double anisotropy = volume.voxelSize()
                .map(voxel -> voxel.zNm() / Math.min(voxel.xNm(), voxel.yNm()))
                .orElse(1.0);
        List<ImageLevel> levels = new ArrayList<>();
        ImageLevel level = new ImageLevel(volume.size(), 1, 1);
        levels.add(level);
        while (Math.max(level.size.x(), level.size.y()) > SMALLEST) {
            level = level.next(anisotropy);
            levels.add(level);
        }
        return levels;
    }

    private ImageLevel next(double anisotropy) {
        boolean thin = size.z() > 1 && anisotropy * z / x <= ISOTROPIC;
        long sections = thin ? half(size.z()) : size.z();
        return new ImageLevel(new VolumeSize(half(size.x()), half(size.y()), sections), 2 * x, thin ? 2 * z : z);
    }

    static long half(long length) {
        return (length + 1) / 2;
    }
}
