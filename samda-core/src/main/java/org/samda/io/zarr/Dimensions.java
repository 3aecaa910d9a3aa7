// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.Arrays;
import org.samda.image.VolumeSize;

/**
 * The dimensions of an array in the order of its metadata, which of them are x, y and z, and how its chunks lie in memory.
 * All other dimensions have length 1.
 */
final class Dimensions {
    /** Chunks of more bytes are refused. */
    static final long LARGEST_CHUNK = 1 << 30;

    private final long[] shape;
    private final long[] chunk;
    private final int[] roles;
    private final int[] order;

    /**
     * @param shape elements along each dimension, at least 1
     * @param chunk elements of a chunk along each dimension, at least 1
     * @param roles the dimensions that are x, y and z; -1 for a z that is missing
     * @param order the dimensions as they lie in a chunk, the fastest last
     */
    Dimensions(long[] shape, long[] chunk, int[] roles, int[] order) {
        this.shape = shape.clone();
        this.chunk = chunk.clone();
        this.roles = roles.clone();
        this.order = order.clone();
    }

    long[] chunkShape() {
        return chunk.clone();
    }

    VolumeSize size() {
        return along(shape);
    }

    VolumeSize chunk() {
        return along(chunk);
    }

    /** The lengths along x, y and z, of lengths along each dimension. */
    VolumeSize along(long[] lengths) {
        return new VolumeSize(length(lengths, 0), length(lengths, 1), length(lengths, 2));
    }

    /** The number of a chunk along each dimension. */
    long[] indices(ChunkIndex index) {
        return spread(new long[] {index.x(), index.y(), index.z()}, 0);
    }

    /** The lengths along each dimension, of lengths along x, y and z. */
    long[] lengths(VolumeSize along) {
        return spread(new long[] {along.x(), along.y(), along.z()}, 1);
    }

    /** The dimensions that are x, y and z; -1 for a z that is missing. */
    int[] roles() {
        return roles.clone();
    }

    /** The elements of a block with these lengths along each dimension. */
    static long elements(long[] lengths) {
        long elements = 1;
        for (long length : lengths) {
            elements = Math.multiplyExact(elements, length);
        }
        return elements;
    }

    /** By how many elements neighbours along x, y and z are apart in a block with these lengths along each dimension. */
    int[] strides(long[] lengths) {
        int[] ofDimension = new int[lengths.length];
        int stride = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            ofDimension[order[i]] = stride;
            stride *= (int) lengths[order[i]];
        }
        int[] strides = new int[roles.length];
        for (int axis = 0; axis < roles.length; axis++) {
            strides[axis] = roles[axis] < 0 ? 0 : ofDimension[roles[axis]];
        }
        return strides;
    }

    private long[] spread(long[] ofAxes, long others) {
        long[] spread = new long[shape.length];
        Arrays.fill(spread, others);
        for (int axis = 0; axis < roles.length; axis++) {
            if (roles[axis] >= 0) {
                spread[roles[axis]] = ofAxes[axis];
            }
        }
        return spread;
    }

    private long length(long[] lengths, int axis) {
        return roles[axis] < 0 ? 1 : lengths[roles[axis]];
    }
}
