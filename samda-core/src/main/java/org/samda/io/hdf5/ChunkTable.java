// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.dataset.chunked.Chunk;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All chunks of a dataset at once, for the indices of newer files that the library reads as a whole. */
final class ChunkTable implements ChunkIndex {
    private final Map<List<Long>, StoredChunk> chunks = new HashMap<>();

    ChunkTable(Collection<Chunk> found) {
        for (Chunk chunk : found) {
            long[] masks = chunk.getFilterMask() == null
                    ? new long[0]
                    : chunk.getFilterMask().toLongArray();
            int skipped = masks.length == 0 ? 0 : (int) masks[0];
            chunks.put(key(chunk.getChunkOffset()), new StoredChunk(chunk.getAddress(), chunk.getSize(), skipped));
        }
    }

    @Override
    public Optional<StoredChunk> find(long[] first) {
        return Optional.ofNullable(chunks.get(key(first)));
    }

    static List<Long> key(long[] first) {
        return Arrays.stream(first).boxed().toList();
    }
}
