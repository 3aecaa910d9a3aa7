// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.Objects;
import java.util.Optional;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/**
 * A volume cut along another axis: its sections are those along the axis. Closes the stored one with itself.
 *
 * <p>Nothing is kept: whoever reads single sections of a volume that is stored in other ones reads all of it for each.
 * Read as many sections at once as memory allows.
 */
public final class ReslicedReader implements VolumeReader {
    private final VolumeReader stored;
    private final SliceAxis axis;

    /**
     * @param stored taken over
     * @param axis   along which sections lie
     */
    public ReslicedReader(VolumeReader stored, SliceAxis axis) {
        this.stored = stored;
        this.axis = axis;
    }

    @Override
    public VolumeInfo info() {
        VolumeInfo info = stored.info();
        return new VolumeInfo(
                axis.cut(info.size()),
                info.type(),
                info.voxelSize().map(axis::cut),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public VolumeSize chunk() {
        return axis.cut(stored.chunk());
    }

    @Override
    public GreyImage read(long z) {
        VolumeSize size = info().size();
        Objects.checkIndex(z, size.z());
        return read(VoxelBox.section(size, z)).section(0);
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        return axis.cut(stored.read(axis.join(box)));
    }

    @Override
    public void close() {
        stored.close();
    }
}
