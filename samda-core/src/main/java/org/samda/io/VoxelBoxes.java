// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

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

    /** Reads whole sections, one at a time, and keeps what is in the box. */
    static GreyBlock cutFromSections(VolumeReader reader, VoxelBox box) {
        float[] values = values(reader, box);
        for (int z = 0; z < box.depth(); z++) {
            GreyImage section = reader.read(box.z() + z);
            for (int y = 0; y < box.height(); y++) {
                int from = ((int) box.y() + y) * section.width() + (int) box.x();
                System.arraycopy(section.pixels(), from, values, (z * box.height() + y) * box.width(), box.width());
            }
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }
}
