// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.Objects;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Boxes of volumes: what readers of different formats have in common. */
public final class VoxelBoxes {

    private VoxelBoxes() {}

    /** Refuses a box that is not inside a volume. */
    public static void requireInside(VoxelBox box, VolumeSize size) {
        if (!box.isInside(size)) {
            throw new IndexOutOfBoundsException(box + " in a volume of " + size + " voxels");
        }
    }

    /** An empty array for a box that lies inside a volume. */
    public static float[] values(VolumeReader reader, VoxelBox box) {
        requireInside(box, reader.info().size());
        return new float[Math.toIntExact(box.voxels())];
    }

    /**
     * One section of a reader whose boxes are read directly.
     *
     * @throws SamdaException if it does not fit into memory
     */
    public static GreyImage section(VolumeReader reader, long z, Path file) {
        VolumeSize size = reader.info().size();
        Objects.checkIndex(z, size.z());
        new ClaimedSize(
                        file,
                        size.x(),
                        size.y(),
                        8 * StoredNumbers.bytesPerPixel(reader.info().type()))
                .requireFits(Runtime.getRuntime().maxMemory());
        GreyBlock section = reader.read(VoxelBox.section(size, z));
        return new GreyImage(section.width(), section.height(), section.values());
    }
}
