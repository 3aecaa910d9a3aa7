// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.Objects;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.MissingChunks;
import org.samda.io.VolumeReader;

/** Reads a chunked array as a volume; keeps the chunks used last, so that sections one after the other are cheap. */
final class ZarrReader implements VolumeReader {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

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
        VolumeSize size = info().size();
        Objects.checkIndex(z, size.z());
        double bytes = (double) Float.BYTES * size.x() * size.y();
        if (bytes
                > Math.min((double) Float.BYTES * LARGEST_ARRAY, (double)
                        Runtime.getRuntime().maxMemory())) {
            throw new SamdaException(
                    "Sections of '%s' have %d x %d px, too many to be in memory at once. Cut it into smaller volumes, or give Java more memory (-Xmx)."
                            .formatted(array.spec().folder(), size.x(), size.y()));
        }
        GreyBlock section = read(VoxelBox.section(size, z));
        return new GreyImage(section.width(), section.height(), section.values());
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
