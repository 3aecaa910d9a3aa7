// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Optional;
import org.samda.image.VoxelSize;

/**
 * What source and target share so that one network fits both (PAPER rows 3 and 14): made once, on the target.
 *
 * @param patchWidth   width of a training patch and of an inference tile, px at the working pixel size
 * @param patchHeight  its height
 * @param batchSize    patches per iteration
 * @param pixelSizeNm  working pixel size in nm, to which every image of known voxel size is resampled; empty where the
 *                     target's is unknown
 * @param downsampling how much coarser than the target's own pixels the working pixels are, at least 1; used alone where
 *                     an image's voxel size is unknown
 */
public record Plan(int patchWidth, int patchHeight, int batchSize, Optional<Double> pixelSizeNm, double downsampling) {

    /** Smallest side of a resampled image in px. */
    private static final int SMALLEST_SIDE = 8;

    public Plan {
        if (patchWidth < 1 || patchHeight < 1 || batchSize < 1 || !(downsampling >= 1)) {
            throw new IllegalArgumentException(
                    "plan: patch and batch must be at least 1 and downsampling at least 1, got " + patchWidth + " x "
                            + patchHeight + ", " + batchSize + ", " + downsampling);
        }
    }

    /** Width in working px of an image of this many px. */
    public int workingWidth(int width, Optional<VoxelSize> voxelSize) {
        return scaled(width, voxelSize.map(VoxelSize::xNm));
    }

    /** Height in working px of an image of this many px. */
    public int workingHeight(int height, Optional<VoxelSize> voxelSize) {
        return scaled(height, voxelSize.map(VoxelSize::yNm));
    }

    private int scaled(int size, Optional<Double> imageNm) {
        double factor =
                imageNm.isPresent() && pixelSizeNm.isPresent() ? imageNm.get() / pixelSizeNm.get() : 1 / downsampling;
        return Math.max(SMALLEST_SIDE, (int) Math.rint(size * factor));
    }
}
