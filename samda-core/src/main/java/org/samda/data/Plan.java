// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Optional;
import org.samda.image.HistogramMatching;
import org.samda.image.PixelSize;
import org.samda.image.VoxelSize;

/**
 * What source and target share so that one network fits both (PAPER rows 3 and 14): made once, on the target.
 *
 * @param patchWidth    width of a training patch and of an inference tile, px at the working pixel size
 * @param patchHeight   its height
 * @param batchSize     patches per iteration
 * @param pixelSize     working pixel size of sections, to which every image of known voxel size is resampled; empty where
 *                      the target's is unknown
 * @param downsampling  how much coarser than the target's own pixels the working pixels are, at least 1; used alone where
 *                      an image's voxel size is unknown
 * @param preprocessing what else is done to images
 */
public record Plan(
        int patchWidth,
        int patchHeight,
        int batchSize,
        Optional<PixelSize> pixelSize,
        double downsampling,
        Preprocessing preprocessing) {

    public Plan {
        if (patchWidth < 1 || patchHeight < 1 || batchSize < 1 || !(downsampling >= 1)) {
            throw new IllegalArgumentException(
                    "plan: patch and batch must be at least 1 and downsampling at least 1, got " + patchWidth + " x "
                            + patchHeight + ", " + batchSize + ", " + downsampling);
        }
    }

    /** The same with another batch size, which no weight depends on. */
    public Plan withBatchSize(int patches) {
        return new Plan(patchWidth, patchHeight, patches, pixelSize, downsampling, preprocessing);
    }

    /**
     * How a case of this voxel size becomes one at the working pixel size.
     *
     * @param voxelSize of the case, along x, y, z; empty where unknown
     * @param matching  histogram matching before normalisation
     */
    public Preparation preparation(Optional<VoxelSize> voxelSize, Optional<HistogramMatching> matching) {
        return new Preparation(preprocessing, factor(voxelSize), matching);
    }

    /** Width in working px of a section of this many px. */
    public int workingWidth(int width, Optional<VoxelSize> voxelSize) {
        return Math.toIntExact(factor(voxelSize).width(width));
    }

    /** Height in working px of a section of this many px. */
    public int workingHeight(int height, Optional<VoxelSize> voxelSize) {
        return Math.toIntExact(factor(voxelSize).height(height));
    }

    private Preparation.Factor factor(Optional<VoxelSize> voxelSize) {
        Optional<PixelSize> own =
                voxelSize.map(size -> PixelSize.of(preprocessing.sliceAxis().cut(size)));
        if (own.isEmpty() || pixelSize.isEmpty()) {
            return new Preparation.Factor(1 / downsampling, 1 / downsampling);
        }
        return new Preparation.Factor(
                own.get().xNm() / pixelSize.get().xNm(),
                own.get().yNm() / pixelSize.get().yNm());
    }
}
