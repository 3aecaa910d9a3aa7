// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.VolumeSize;

/** Reads all sections of a volume that is needed in memory at once, as a scan is; refuses what would not fit. */
public final class WholeVolume {
    /** The sections may take this part of Java's memory: what is made of them needs the rest. */
    private static final int SHARE_OF_MEMORY = 5;

    private WholeVolume() {}

    /**
     * @param reader of the volume; stays open
     * @param file   its name, for messages
     * @return its z planes in their order
     * @throws SamdaException if they would not fit into memory, or cannot be read
     */
    public static List<GreyImage> read(VolumeReader reader, Path file) {
        VolumeSize size = reader.info().size();
        requireFits(size, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY, file);
        List<GreyImage> planes = new ArrayList<>();
        for (long z = 0; z < size.z(); z++) {
            planes.add(reader.read(z));
        }
        return planes;
    }

    static void requireFits(VolumeSize size, long allowed, Path file) {
        double needed = (double) Float.BYTES * size.x() * size.y() * size.z();
        if (needed > allowed) {
            throw new SamdaException(
                    "Volume '%s' of %s voxels takes %s in memory, expected at most %s, a fifth of what Java may use. Give Java more (SAMDA_JAVA_OPTS=-Xmx…), or cut the volume."
                            .formatted(file, size, Bytes.readable((long) needed), Bytes.readable(allowed)));
        }
    }
}
