// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;

/**
 * How the files of chunks are named: made of numbers alone, so they never lead out of the array's folder.
 *
 * @param prefix    what names begin with: {@code c} in Zarr v3, else empty
 * @param separator {@code /} or {@code .}
 */
record ChunkKeys(String prefix, String separator) {

    /** @param indices the number of the chunk along each dimension */
    Path file(Path folder, long[] indices) {
        StringBuilder key = new StringBuilder(prefix);
        for (long index : indices) {
            key.append(key.isEmpty() ? "" : separator).append(index);
        }
        return folder.resolve(key.toString());
    }
}
