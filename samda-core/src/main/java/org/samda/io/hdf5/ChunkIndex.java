// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.IOException;
import java.util.Optional;

/** Finds the chunks of a dataset. */
interface ChunkIndex {

    /**
     * @param first index of its first voxel along each axis of the dataset
     * @return empty if it was never written
     */
    Optional<StoredChunk> find(long[] first) throws IOException;
}
