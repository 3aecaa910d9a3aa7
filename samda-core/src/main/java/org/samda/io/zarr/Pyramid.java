// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;

/**
 * The coarser levels of an image at several resolutions: every second voxel of the level before, from the first on, so that
 * labels stay labels. Sections are thinned out where voxels stay about as thick as they are wide.
 */
final class Pyramid {
    private static final long SMALLEST = 256;
    /** Rows that are read at once; an even number. */
    private static final int BAND = 64;

    private static final double ISOTROPIC = Math.sqrt(2);

    private final Path group;
    private final ArrayFormat format;
    private final List<Step> steps = new ArrayList<>();

    /**
     * @param group  whose level 0 is written
     * @param format of the arrays
     */
    Pyramid(Path group, ArrayFormat format) {
        this.group = group;
        this.format = format;
    }

    /**
     * How a level relates to the full resolution.
     *
     * @param x how many voxels of the volume one voxel stands for along x and y
     * @param z the same along z
     */
    record Step(long x, long z) {}

    /** Writes them down to about 256 px; returns all levels, the full resolution first. */
    List<Step> write(ZarrArray full) {
        double anisotropy = full.info()
                .voxelSize()
                .map(voxel -> voxel.zNm() / Math.min(voxel.xNm(), voxel.yNm()))
                .orElse(1.0);
        Step step = new Step(1, 1);
        steps.add(step);
        ZarrArray level = full;
        while (Math.max(level.info().size().x(), level.info().size().y()) > SMALLEST) {
            boolean thin = level.info().size().z() > 1 && anisotropy * step.z() / step.x() <= ISOTROPIC;
            level = next(level, thin ? 2 : 1);
            step = new Step(2 * step.x(), (thin ? 2 : 1) * step.z());
            steps.add(step);
        }
        return List.copyOf(steps);
    }

    private ZarrArray next(ZarrArray level, int thinning) {
        VolumeSize size = level.info().size();
        VolumeSize half = new VolumeSize(half(size.x()), half(size.y()), thinning == 2 ? half(size.z()) : size.z());
        VolumeInfo info = new VolumeInfo(half, level.info().type(), Optional.empty());
        ZarrArray next = ZarrArray.create(
                group.resolve(String.valueOf(steps.size())), new ArrayLayout(format, info, ChunkSizes.of(info)));
        LayerWriter writer = new LayerWriter(next, group);
        try (VolumeReader reader = level.reader()) {
            for (long z = 0; z < size.z(); z += thinning) {
                for (long y = 0; y < size.y(); y += BAND) {
                    int rows = (int) Math.min(BAND, size.y() - y);
                    writer.add(halved(reader.read(new VoxelBox(0, y, z, (int) size.x(), rows, 1))));
                }
            }
        }
        return next;
    }

    private static GreyImage halved(GreyBlock band) {
        int width = (int) half(band.width());
        int height = (int) half(band.height());
        float[] pixels = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = band.values()[2 * y * band.width() + 2 * x];
            }
        }
        return new GreyImage(width, height, pixels);
    }

    private static long half(long length) {
        return (length + 1) / 2;
    }
}
