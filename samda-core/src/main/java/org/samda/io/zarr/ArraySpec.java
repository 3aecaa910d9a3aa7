// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;

/**
 * What the metadata of an array say.
 *
 * @param folder     where its chunks are
 * @param format     how they are described
 * @param dimensions of the array and its chunks, of those in shards where there are shards
 * @param elements   its numbers
 * @param storage    its files
 */
record ArraySpec(Path folder, ArrayFormat format, Dimensions dimensions, Elements elements, Storage storage) {

    /**
     * The numbers of an array.
     *
     * @param type  what they are
     * @param order of their bytes
     * @param fill  value of chunks that are missing
     */
    record Elements(NumberType type, ByteOrder order, double fill) {}

    /**
     * The files of an array.
     *
     * @param keys   their names
     * @param codecs of each chunk
     * @param shards how chunks lie in them where they hold several
     */
    record Storage(ChunkKeys keys, CodecChain codecs, Optional<ShardLayout> shards) {}

    VolumeSize size() {
        return dimensions.size();
    }

    VolumeSize chunk() {
        return dimensions.chunk();
    }

    PixelType pixelType() {
        return elements.type().pixelType();
    }

    /** Bytes of a whole chunk without compression. */
    int chunkBytes() {
        return (int)
                (Dimensions.elements(dimensions.chunkShape()) * elements.type().bytes());
    }

    /** The file of metadata, which messages about the array as a whole name. */
    Path metadata() {
        return folder.resolve(format.metadata());
    }

    /** @param index of a file: of a chunk, or of a shard where there are shards */
    Path file(ChunkIndex index) {
        return storage.keys().file(folder, dimensions.indices(index));
    }
}
