// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.Optional;

/** Where the chunks of an array come from. */
interface ChunkSource {

    /**
     * Reads and decodes a chunk.
     *
     * @return none if it is missing: then all its values are the array's fill value
     * @throws org.samda.SamdaException if it cannot be read or is damaged; names its file
     */
    Optional<DecodedChunk> read(ChunkIndex index);
}
