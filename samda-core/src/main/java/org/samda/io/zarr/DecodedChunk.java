// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.samda.image.VolumeSize;

/**
 * The numbers of a chunk without compression.
 *
 * @param values  their bytes, in their byte order
 * @param strides by how many elements neighbours along x, y and z are apart
 * @param extents how many there are along x, y and z; a block of N5 can be smaller than its place
 */
@SuppressWarnings("ArrayRecordComponent")
record DecodedChunk(ByteBuffer values, int[] strides, VolumeSize extents) {

    /** A whole chunk of an array. */
    static DecodedChunk whole(byte[] bytes, ArraySpec spec) {
        return of(bytes, spec, spec.dimensions().chunkShape());
    }

    /** @param lengths of the chunk along each dimension */
    static DecodedChunk of(byte[] bytes, ArraySpec spec, long[] lengths) {
        ByteOrder order = spec.elements().order();
        return new DecodedChunk(
                ByteBuffer.wrap(bytes).order(order),
                spec.dimensions().strides(lengths),
                spec.dimensions().along(lengths));
    }

    int bytes() {
        return values.capacity();
    }

    /** The number of the element at this voxel of the chunk. */
    int element(int x, int y, int z) {
        return x * strides[0] + y * strides[1] + z * strides[2];
    }
}
