// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/**
 * A volume whose values are ids of objects: a file, or a folder of images that are its sections.
 *
 * @param path     where it is
 * @param isFolder whether it is a folder of sections
 */
record InstanceVolume(Path path, boolean isFolder) {
    /** Above this, not every whole number is a float32, as which values are read. */
    private static final int LARGEST_ID = 1 << 24;

    /** A file, or what is one volume although it is a folder (Zarr, N5). */
    static InstanceVolume file(Path path) {
        return new InstanceVolume(path, false);
    }

    /** A folder of images. */
    static InstanceVolume sections(Path folder) {
        return new InstanceVolume(folder, true);
    }

    VolumeReader open() {
        return isFolder ? Volumes.openStack(path) : Volumes.open(path);
    }

    /**
     * Reads the ids of a box, x fastest.
     *
     * @param reader of this volume
     * @throws SamdaException if a value is no id
     */
    int[] ids(VolumeReader reader, VoxelBox box) {
        GreyBlock block = reader.read(box);
        int[] ids = new int[block.values().length];
        for (int i = 0; i < ids.length; i++) {
            float value = block.values()[i];
            ids[i] = (int) value;
            if (ids[i] != value || value < 0 || value > LARGEST_ID) {
                throw noId(value);
            }
        }
        return ids;
    }

    private SamdaException noId(float value) {
        return new SamdaException(
                "'%s' holds the value %s, expected ids of objects: whole numbers from 0 (background) to %d. Number the objects from 1."
                        .formatted(path, new BigDecimal(value).toPlainString(), LARGEST_ID));
    }
}
