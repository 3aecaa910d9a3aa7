// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import org.samda.image.GreyImage;
import org.samda.image.VolumeSize;

/** Counts the sections of a volume that is being written: each has the volume's size, and there are as many as it has. */
public final class SectionCount {
    private final Path target;
    private final VolumeSize size;
    private long written;

    /** @param target of the volume, for messages */
    public SectionCount(Path target, VolumeSize size) {
        this.target = target;
        this.size = size;
    }

    /** How many were written: the index of the next one. */
    public long written() {
        return written;
    }

    /**
     * Refuses a section that does not belong into the volume as its next one.
     *
     * @throws IllegalArgumentException if it has another size or values that are no finite numbers
     * @throws IllegalStateException    if all were written
     */
    public void requireNext(GreyImage section) {
        StoredNumbers.check(section, size);
        if (written == size.z()) {
            throw new IllegalStateException("more than " + written + " sections for '" + target + "'");
        }
    }

    /** One more was written. */
    public void add() {
        written++;
    }

    /** Refuses to end before all were written. */
    public void requireAll() {
        if (written < size.z()) {
            throw new IllegalStateException(written + " of " + size.z() + " sections were written to '" + target + "'");
        }
    }
}
