// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of chunks that a volume does not have, left out on purpose or lost: their voxels read as a fill value.
 *
 * @param count how many are missing
 * @param of    how many there would be
 * @param first of them; none if none is missing
 * @param fill  what their voxels read as
 */
public record MissingChunks(long count, long of, Optional<Path> first, float fill) {
    /** Of a volume that is one file. */
    public static final MissingChunks NONE = new MissingChunks(0, 0, Optional.empty(), 0);

    /** What a user should know about it; nothing if no file is missing. */
    public Optional<String> warning() {
        return first.map(file ->
                "%d of %d files of chunks are not there, the first is '%s'. Their voxels are taken as %s, the array's fill value; if they were lost, copy the volume again."
                        .formatted(count, of, file, fill == Math.rint(fill) ? "%.0f".formatted(fill) : fill));
    }
}
