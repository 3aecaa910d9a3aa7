// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

class ChunkCacheTest {
    private static final int CHUNK_BYTES = 1000;
    private static final long CHUNK = 64 * 64 * 64;
    private static final int ENTRY = 128;

    @TempDir
    private Path folder;

    private final List<ChunkIndex> decoded = new ArrayList<>();

    @Test
    void theChunksUsedLastAreNotDecodedAgain() {
        ChunkCache cache = new ChunkCache(this::decode, 3 * (CHUNK_BYTES + 128));
        for (int x : new int[] {0, 1, 2, 0, 1, 2, 0, 3, 0, 1}) {
            cache.read(new ChunkIndex(x, 0, 0));
        }
        assertEquals(
                List.of(0L, 1L, 2L, 3L, 1L), decoded.stream().map(ChunkIndex::x).toList());
    }

    @Test
    void oneChunkIsKeptHoweverLarge() {
        ChunkCache cache = new ChunkCache(this::decode, 10);
        cache.read(new ChunkIndex(0, 0, 0));
        cache.read(new ChunkIndex(0, 0, 0));
        cache.read(new ChunkIndex(1, 0, 0));
        cache.read(new ChunkIndex(0, 0, 0));
        assertEquals(3, decoded.size());
    }

    @Test
    void sectionAfterSectionDecodesEachChunkOnce() {
        VolumeSize size = new VolumeSize(10, 10, 10);
        ZarrArray array = ZarrArray.create(
                folder,
                new ArrayLayout(ArrayFormat.ZARR2, TestZarr.info(size, PixelType.UINT8), new VolumeSize(4, 4, 4)));
        ArraySpec spec = array.spec();
        ChunkCache cache = new ChunkCache(
                index -> {
                    decoded.add(index);
                    return Optional.empty();
                },
                ChunkCache.bytesFor(spec));
        for (int z = 0; z < 10; z++) {
            BoxAssembly.read(spec, cache, VoxelBox.section(size, z));
        }
        assertEquals(27, decoded.size());
    }

    @Test
    void aLayerIsKeptUpToAQuarterOfAGigabyte() {
        long memory = Runtime.getRuntime().maxMemory() / 8;
        assertEquals(Math.min(64 << 20, memory), keptOf(new VolumeSize(100, 100, 100)), "little");
        long layer = 480 * (CHUNK + ENTRY);
        assertEquals(
                layer <= memory ? layer : Math.min(64 << 20, memory), keptOf(new VolumeSize(10 * 1024, 160, 1 << 20)));
        assertEquals(Math.min(64 << 20, memory), keptOf(new VolumeSize(1 << 13, 1 << 14, 1 << 14)), "too much");
    }

    @Test
    void ofALayerThatIsTooMuchOneRowOfChunksIsKept() {
        long memory = Runtime.getRuntime().maxMemory() / 8;
        long row = 300 * (CHUNK + ENTRY);
        assertEquals(row <= memory ? row : Math.min(64 << 20, memory), keptOf(new VolumeSize(300 * 64, 1 << 14, 64)));
        assertTrue(keptOf(new VolumeSize(1L << 40, 1L << 40, 1)) <= 64 << 20);
    }

    private long keptOf(VolumeSize size) {
        ZarrArray array = ZarrArray.create(
                folder.resolve(size.toString()),
                new ArrayLayout(ArrayFormat.ZARR3, TestZarr.info(size, PixelType.UINT8), new VolumeSize(64, 64, 64)));
        return ChunkCache.bytesFor(array.spec());
    }

    private Optional<DecodedChunk> decode(ChunkIndex index) {
        decoded.add(index);
        return Optional.of(
                new DecodedChunk(ByteBuffer.allocate(CHUNK_BYTES), new int[] {1, 10, 100}, new VolumeSize(10, 10, 10)));
    }
}
