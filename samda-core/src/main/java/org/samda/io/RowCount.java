// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import org.samda.image.GreyImage;
import org.samda.image.VolumeSize;

/** Counts the rows of a volume that is being written band by band: none is too wide, and there are as many as it has. */
public final class RowCount {
    private final Path target;
    private final VolumeSize size;
    private long section;
    private long row;

    /** @param target of the volume, for messages */
    public RowCount(Path target, VolumeSize size) {
        this.target = target;
        this.size = size;
    }

    /** Index of the section that the next row belongs to. */
    public long section() {
        return section;
    }

    /** Index of the next row in its section. */
    public long row() {
        return row;
    }

    /** Whether no row was written yet. */
    public boolean isFirst() {
        return section == 0 && row == 0;
    }

    /** Whether the next row is the last one of its section. */
    public boolean endsSection() {
        return row == size.y() - 1;
    }

    /**
     * Refuses rows that do not belong into the volume as its next ones.
     *
     * @throws IllegalArgumentException if they have another width, reach into another section, or hold values that are no
     *                                  finite numbers
     * @throws IllegalStateException    if all were written
     */
    public void requireNext(GreyImage band) {
        if (section == size.z()) {
            throw new IllegalStateException("more than " + section + " sections for '" + target + "'");
        }
        if (band.width() != size.x() || band.height() > size.y() - row) {
            throw new IllegalArgumentException("band of " + band.width() + " x " + band.height() + " px at row " + row
                    + " of a section of a volume of " + size + " voxels");
        }
        for (int i = 0; i < band.pixels().length; i++) {
            if (!Float.isFinite(band.pixels()[i])) {
                throw new IllegalArgumentException("value " + band.pixels()[i] + " at pixel (" + i % band.width() + ", "
                        + (row + i / band.width()) + "), expected a finite number");
            }
        }
    }

    /** One more was written. */
    public void add() {
        row = (row + 1) % size.y();
        if (row == 0) {
            section++;
        }
    }

    /** Refuses to end before all were written. */
    public void requireAll() {
        if (section < size.z()) {
            throw new IllegalStateException(
                    "%d of %d sections and %d rows were written to '%s'".formatted(section, size.z(), row, target));
        }
    }
}
