// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/**
 * Reads an image or a volume of any size, section by section or box by box; formats are opened through {@link Volumes#open}.
 *
 * <p>Constructing one reads the header only. Not safe for use by several threads at once.
 */
public interface VolumeReader extends AutoCloseable {

    /** Size, type and voxel size as the file states them. */
    VolumeInfo info();

    /**
     * The box of voxels that has to be decoded as a whole, one section unless the file says else: reading boxes aligned to
     * it decodes everything once.
     */
    default VolumeSize chunk() {
        VolumeSize size = info().size();
        return new VolumeSize(size.x(), size.y(), 1);
    }

    /**
     * Reads one whole section.
     *
     * @param z index of the section, 0 to {@code info().size().z() - 1}
     * @return grey values as stored (0..255, 0..65535 or any finite float); owned by the caller
     * @throws org.samda.SamdaException if it does not fit into memory, or the data are damaged, truncated or hold NaN or
     *                                  infinite values
     */
    GreyImage read(long z);

    /**
     * Reads a box; takes the memory of the box, however large sections are.
     *
     * @param box inside the volume, of less than 2^31 voxels
     * @return its grey values as stored; owned by the caller
     * @throws org.samda.SamdaException if the data are damaged, truncated or hold NaN or infinite values in the box
     */
    GreyBlock read(VoxelBox box);

    /**
     * Looks for files of chunks of a part that are not there, without reading any; what is one file misses none.
     *
     * @param part inside the volume
     * @throws org.samda.SamdaException if some are missing and their voxels have no value
     */
    default MissingChunks missing(VolumeRegion part) {
        return MissingChunks.NONE;
    }

    @Override
    void close();
}
