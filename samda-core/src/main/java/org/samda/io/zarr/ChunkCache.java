// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the chunks that were decoded last; one of any size at least. For one thread. */
final class ChunkCache implements ChunkSource {
    private static final long USUAL_BYTES = 64L << 20;
    private static final long MOST_BYTES = 256L << 20;
    private static final int SHARE_OF_MEMORY = 8;
    /** What the book-keeping of a chunk takes, also of one that is missing. */
    private static final int ENTRY_BYTES = 128;

    private final ChunkSource source;
    private final long limit;
    private final Map<ChunkIndex, Optional<DecodedChunk>> chunks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param limit bytes that it may keep */
    ChunkCache(ChunkSource source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * What to keep of an array so that reading section after section, or else row after row, decodes each chunk once: all
     * chunks that one section cuts, or else one row of it, if they are not too many.
     */
    static long bytesFor(ArraySpec spec) {
        double across = Math.ceil((double) spec.size().x() / spec.chunk().x());
        double down = Math.ceil((double) spec.size().y() / spec.chunk().y());
        double row = across * (spec.chunkBytes() + ENTRY_BYTES);
        long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
        long most = Math.min(MOST_BYTES, memory);
        double wanted = row * down <= most ? row * down : row;
        long usual = Math.min(USUAL_BYTES, memory);
        return wanted <= most ? Math.max((long) wanted, usual) : usual;
    }

    @Override
    public Optional<DecodedChunk> read(ChunkIndex index) {
        Optional<DecodedChunk> known = chunks.get(index);
        if (known != null) {
            return known;
        }
        Optional<DecodedChunk> chunk = source.read(index);
        bytes += bytes(chunk);
        chunks.put(index, chunk);
        while (bytes > limit && chunks.size() > 1) {
            bytes -= bytes(chunks.remove(chunks.keySet().iterator().next()));
        }
        return chunk;
    }

    private static int bytes(Optional<DecodedChunk> chunk) {
        return ENTRY_BYTES + chunk.map(DecodedChunk::bytes).orElse(0);
    }
}
