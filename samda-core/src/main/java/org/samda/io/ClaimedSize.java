// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import org.samda.SamdaException;

/**
 * The size of an image, or of one section of a volume, as its header claims it, checked before anything of that size is allocated.
 *
 * <p>When the file is opened: it must not exceed what the file's bytes can expand to (Deflate reaches 1032 to 1, LZW about
 * 1400 to 1, so {@value #MOST_EXPANSION} to 1 is beyond any whole file). When all of it is read: it must fit into a Java
 * array, and decoding it into the memory Java may use.
 *
 * @param file          where the claim was found
 * @param width         px, as stored, not yet checked
 * @param height        px, as stored, not yet checked
 * @param bitsPerPixel  all samples of a pixel together, as stored
 */
record ClaimedSize(Path file, long width, long height, int bitsPerPixel) {

    static final long MOST_EXPANSION = 4096;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * @param fileBytes length of the file
     * @throws SamdaException if no file of this length can hold it
     */
    void requirePossible(long fileBytes) {
        if (width < 1 || height < 1 || width > LARGEST_ARRAY || height > LARGEST_ARRAY) {
            throw FileProblem.damaged(file, "its header claims an image of " + this + " px");
        }
        long stored = stored();
        if (stored / MOST_EXPANSION > fileBytes) {
            throw FileProblem.damaged(
                    file,
                    "its header claims %s px, %s of data, but the file has only %s"
                            .formatted(this, Bytes.readable(stored), Bytes.readable(fileBytes)));
        }
    }

    /**
     * @param memoryBytes what Java may use, from {@link Runtime#maxMemory}
     * @throws SamdaException if it cannot be in memory as a whole
     */
    void requireFits(long memoryBytes) {
        if ((double) width * height > LARGEST_ARRAY) {
            throw new SamdaException("'%s' holds an image of %s px, expected at most %d pixels. Cut it into pieces."
                    .formatted(file, this, LARGEST_ARRAY));
        }
        long needed = stored() + Float.BYTES * width * height;
        if (needed > memoryBytes) {
            throw new SamdaException(
                    "'%s' holds an image of %s px that needs %s of memory to read, expected at most %s. Give Java more (-Xmx) or cut the image into pieces."
                            .formatted(file, this, Bytes.readable(needed), Bytes.readable(memoryBytes)));
        }
    }

    private long stored() {
        return (long) Math.ceil(width * (bitsPerPixel / 8.0) * height);
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
