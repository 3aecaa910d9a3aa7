// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import org.samda.image.SliceAxis;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/**
 * How a volume is taken apart for segmentation: into slabs of neighbouring sections, which are what is read, computed and
 * kept at once.
 *
 * @param axis  along which sections lie
 * @param size  of the volume as stored
 * @param depth sections in a slab, at least 1; the last one may have fewer
 */
record Slabs(SliceAxis axis, VolumeSize size, int depth) {
    /** A slab has about this many voxels at most (64 MB of grey values), and at most so many sections. */
    private static final long VOXELS = 1L << 24;

    private static final long DEEPEST = 16;

    /** In a chunk of what is kept, along the two axes that are not the slicing axis. */
    private static final long CHUNK_SIDE = 128;

    /** As deep as memory allows. */
    static Slabs of(SliceAxis axis, VolumeSize size) {
        VolumeSize cut = axis.cut(size);
        double area = (double) cut.x() * cut.y();
        long depth = Math.max(1, Math.min(DEEPEST, (long) (VOXELS / area)));
        return new Slabs(axis, size, (int) Math.min(depth, cut.z()));
    }

    /** Columns, rows and sections of the cut volume. */
    VolumeSize cut() {
        return axis.cut(size);
    }

    long count() {
        return (cut().z() + depth - 1) / depth;
    }

    /** The chunks in which results are kept, in voxels of the volume as stored: a slab is one layer of them. */
    VolumeSize chunk() {
        VolumeSize cut = cut();
        VoxelBox chunk = axis.join(
                new VoxelBox(0, 0, 0, (int) Math.min(CHUNK_SIDE, cut.x()), (int) Math.min(CHUNK_SIDE, cut.y()), depth));
        return new VolumeSize(chunk.width(), chunk.height(), chunk.depth());
    }

    /** A slab in the cut volume. */
    VoxelBox box(long slab) {
        VolumeSize cut = cut();
        long first = slab * depth;
        return new VoxelBox(0, 0, first, Math.toIntExact(cut.x()), Math.toIntExact(cut.y()), (int)
                Math.min(depth, cut.z() - first));
    }
}
