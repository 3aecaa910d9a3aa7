// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteOrder;
import java.util.List;
import org.samda.SamdaException;
import org.samda.config.JsonTree;

/**
 * The configuration of Zarr v3's codec sharding_indexed.
 *
 * @param chunk   elements along each dimension of the chunks in a shard
 * @param inner   codecs of these chunks
 * @param order   of the bytes in the index
 * @param checked whether the index ends in a checksum
 * @param atStart whether the index is at the start of the file
 */
@SuppressWarnings("ArrayRecordComponent")
record Sharding(long[] chunk, CodecPipeline inner, ByteOrder order, boolean checked, boolean atStart) {
    private static final long MOST_CHUNKS = 1 << 21;

    static Sharding of(JsonTree settings, int dimensions, NumberType type) {
        long[] chunk = MetadataValues.chunk(settings.get("chunk_shape"), dimensions, type);
        CodecPipeline inner = CodecPipeline.of(settings.get("codecs"), dimensions, type);
        if (inner.sharding().isPresent()) {
            throw settings.get("codecs")
                    .mistake("shards within shards cannot be read here. Save the array without them.");
        }
        JsonTree indexCodecs = settings.get("index_codecs");
        CodecPipeline index = CodecPipeline.of(indexCodecs, dimensions + 1, NumberType.UINT64);
        List<ChunkCodec> codecs = index.bytes().codecs();
        boolean checked = codecs.equals(List.of(new Crc32cCodec()));
        if ((!checked && !codecs.isEmpty()) || index.sharding().isPresent() || !isInOrder(index.order())) {
            throw indexCodecs.mistake("expected bytes, and then at most crc32c.");
        }
        boolean atStart = settings.find("index_location")
                .map(value ->
                        MetadataValues.oneOf(value, List.of("start", "end")).equals("start"))
                .orElse(false);
        return new Sharding(chunk, inner, index.byteOrder(), checked, atStart);
    }

    /**
     * How chunks lie in shards of the shape that the array's grid has.
     *
     * @throws SamdaException if chunks do not divide shards, or a shard has too many of them
     */
    ShardLayout layout(JsonTree grid) {
        long[] shard = MetadataValues.lengths(grid);
        double chunks = 1;
        for (int i = 0; i < chunk.length; i++) {
            if (shard.length != chunk.length || shard[i] % chunk[i] != 0) {
                throw grid.mistake("a shard must be a multiple of the chunks in it along each dimension.");
            }
            chunks *= (double) shard[i] / chunk[i];
        }
        if (chunks > MOST_CHUNKS) {
            throw grid.mistake("a shard has %.0f chunks, expected at most %d. Store the array in smaller shards."
                    .formatted(chunks, MOST_CHUNKS));
        }
        return new ShardLayout(shard, order, checked, atStart);
    }

    private static boolean isInOrder(int[] order) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] != i) {
                return false;
            }
        }
        return true;
    }
}
