// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.Objects;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** A part of a volume as a volume of its own; closes the whole one with itself. */
public final class RegionReader implements VolumeReader {
    private final VolumeReader whole;
    private final VolumeRegion region;

    /**
     * @param whole  taken over
     * @param region of it
     * @throws SamdaException if the region is not inside the volume
     */
    public RegionReader(VolumeReader whole, VolumeRegion region) {
        VolumeSize size = whole.info().size();
        if (!region.isInside(size)) {
            throw new SamdaException(
                    "Region %s is not inside the volume of %s voxels, expected at most 0:%d,0:%d,0:%d. Correct the region."
                            .formatted(region, size, size.x(), size.y(), size.z()));
        }
        this.whole = whole;
        this.region = region;
    }

    /** Says nothing of where in space the volume lies: its corner is another. */
    @Override
    public VolumeInfo info() {
        VolumeInfo info = whole.info();
        return new VolumeInfo(region.size(), info.type(), info.voxelSize(), Optional.empty(), info.directions());
    }

    @Override
    public VolumeSize chunk() {
        return whole.chunk();
    }

    @Override
    public GreyImage read(long z) {
        Objects.checkIndex(z, region.size().z());
        return read(VoxelBox.section(region.size(), z)).section(0);
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        VoxelBoxes.requireInside(box, region.size());
        return whole.read(region.inVolume(box));
    }

    @Override
    public MissingChunks missing(VolumeRegion part) {
        return whole.missing(
                new VolumeRegion(region.x() + part.x(), region.y() + part.y(), region.z() + part.z(), part.size()));
    }

    @Override
    public void close() {
        whole.close();
    }
}
