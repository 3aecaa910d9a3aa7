// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import org.samda.image.GreyImage;

/**
 * Writes an image or a volume, rows after rows; formats are opened through {@link Volumes#create}.
 *
 * <p>Nothing appears under the final name before {@link #commit}; closing without it removes what was written.
 */
public interface VolumeWriter extends AutoCloseable {

    /**
     * Appends the next rows: a whole section, or a part of the one under way that is too large to be in memory at once. How a
     * section was divided changes no byte of what is written.
     *
     * @param band as wide as the volume, of any number of rows up to the end of the section; values in the range of the
     *             volume's pixel type; whole-number types round to nearest and clamp
     * @throws org.samda.SamdaException if it cannot be written (disk full, no permission)
     */
    void write(GreyImage band);

    /** Makes the volume visible under its name, in one move, with everything flushed to disk. */
    void commit();

    /** Ends the writing; without a {@link #commit} before, everything written is removed. */
    @Override
    void close();
}
