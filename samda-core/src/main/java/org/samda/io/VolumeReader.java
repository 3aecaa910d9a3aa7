// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;

/**
 * Reads an image or a volume section by section; formats are opened through {@link Volumes#open}.
 *
 * <p>Constructing one reads the header only. Not safe for use by several threads at once.
 */
public interface VolumeReader extends AutoCloseable {

    /** Size, type and voxel size as the file states them. */
    VolumeInfo info();

    /**
     * Reads one whole section.
     *
     * @param z index of the section, 0 to {@code info().size().z() - 1}
     * @return grey values as stored (0..255, 0..65535 or any finite float); owned by the caller
     * @throws org.samda.SamdaException if the data are damaged, truncated or hold NaN or infinite values
     */
    GreyImage read(long z);

    @Override
    void close();
}
