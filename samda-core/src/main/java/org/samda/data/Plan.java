// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Optional;
import org.samda.image.HistogramMatching;
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

    public Plan {
        if (patchWidth < 1 || patchHeight < 1 || batchSize < 1 || !(downsampling >= 1)) {
            throw new IllegalArgumentException(
                    "plan: patch and batch must be at least 1 and downsampling at least 1, got " + patchWidth + " x "
                            + patchHeight + ", " + batchSize + ", " + downsampling);
        }
    }

    /** The same with another batch size, which no weight depends on. */
    public Plan withBatchSize(int patches) {
        return new Plan(patchWidth, patchHeight, patches, pixelSizeNm, downsampling);
    }

    /**
     * How an image of this voxel size becomes an image at the working pixel size.
     *
     * @param voxelSize of the image, empty where unknown
     * @param matching  histogram matching after the resampling
     */
    public Preparation preparation(Optional<VoxelSize> voxelSize, Optional<HistogramMatching> matching) {
        return new Preparation(
                new Preparation.Factor(factor(voxelSize.map(VoxelSize::xNm)), factor(voxelSize.map(VoxelSize::yNm))),
                matching);
    }

    /** Width in working px of an image of this many px. */
    public int workingWidth(int width, Optional<VoxelSize> voxelSize) {
        return Math.toIntExact(preparation(voxelSize, Optional.empty()).size().width(width));
    }

    /** Height in working px of an image of this many px. */
    public int workingHeight(int height, Optional<VoxelSize> voxelSize) {
        return Math.toIntExact(preparation(voxelSize, Optional.empty()).size().height(height));
    }

    private double factor(Optional<Double> imageNm) {
        return imageNm.isPresent() && pixelSizeNm.isPresent() ? imageNm.get() / pixelSizeNm.get() : 1 / downsampling;
    }
}
