// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.MissingChunks;
import org.samda.io.VolumeReader;
import org.samda.io.VoxelBoxes;

/** Reads a chunked array as a volume; keeps the chunks used last, so that sections one after the other are cheap. */
final class ZarrReader implements VolumeReader {
    private final ZarrArray array;
    private final ChunkCache cache;

    ZarrReader(ZarrArray array) {
        this.array = array;
        this.cache = new ChunkCache(array.source(), ChunkCache.bytesFor(array.spec()));
    }

    @Override
    public VolumeInfo info() {
        return array.info();
    }

    @Override
    public VolumeSize chunk() {
        return array.chunk();
    }

    @Override
    public GreyImage read(long z) {
        return VoxelBoxes.section(this, z, array.spec().folder());
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        return BoxAssembly.read(array.spec(), cache, box);
    }

    @Override
    public MissingChunks missing(VolumeRegion part) {
        return ChunkCensus.of(array.spec(), part);
    }

    /** Files are only open while they are read. */
    @Override
    public void close() {}
}
