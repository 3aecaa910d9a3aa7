// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.nio.ByteBuffer;

/**
 * How the chunks of a dataset hold its voxels.
 *
 * @param shape   of the dataset
 * @param chunk   the shape of a chunk; axes as the dataset's
 * @param type    of the numbers
 * @param filters that the chunks went through
 * @param fill    value of voxels in chunks that were never written
 * @param base    length of the file's user block
 */
record ChunkLayout(Hdf5Shape shape, Hdf5Shape chunk, Hdf5Type type, ChunkFilters filters, float fill, long base) {

    /** Extents of a chunk along z, y, x. */
    long[] zyx() {
        return chunk.zyx(chunk.dimensions());
    }

    /** Bytes of an unpacked chunk. */
    int bytes() {
        long bytes = type.number().bytes();
        for (long count : chunk.dimensions()) {
            bytes = Math.multiplyExact(bytes, count);
        }
        return Math.toIntExact(bytes);
    }

    /** Position of a voxel's first byte in its unpacked chunk. */
    int position(int z, int y, int x) {
        long[] index = chunk.index(z, y, x);
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            position = position * (int) chunk.dimensions()[axis] + (int) index[axis];
        }
        return position * type.number().bytes();
    }

    /** Takes voxels that follow each other along x; all axes behind x have extent 1. */
    void take(ByteBuffer in, float[] into, int at, int count) {
        type.number().take(in.order(type.order()), into, at, count);
    }
}
