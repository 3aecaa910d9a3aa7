// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.samda.image.SliceAxis;
import org.samda.image.Tile;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/**
 * How a volume is taken apart for segmentation: into slabs of neighbouring sections, which are what is read, computed and
 * kept at once. A section that is too large is divided into windows; then a slab has one window of one section.
 *
 * @param axis    along which sections lie
 * @param size    of the volume as stored
 * @param depth   sections in a slab, at least 1; the last ones may have fewer
 * @param windows the parts of a section that are slabs of their own, row by row; empty where whole sections are
 */
record Slabs(SliceAxis axis, VolumeSize size, int depth, List<Tile> windows) {
    /** A slab has about this many voxels at most (64 MB of grey values), and at most so many sections. */
    private static final long VOXELS = 1L << 24;

    private static final long DEEPEST = 16;

    /** In a chunk of what is kept, along the two axes that are not the slicing axis. */
    private static final long CHUNK_SIDE = 128;

    Slabs {
        windows = List.copyOf(windows);
    }

    /** Of sections that are divided into windows. */
    static Slabs ofWindows(SliceAxis axis, VolumeSize size, List<Tile> windows) {
        return new Slabs(axis, size, 1, windows);
    }

    /** Of whole sections, as deep as memory allows. */
    static Slabs of(SliceAxis axis, VolumeSize size) {
        VolumeSize cut = axis.cut(size);
        double area = (double) cut.x() * cut.y();
        long depth = Math.max(1, Math.min(DEEPEST, (long) (VOXELS / area)));
        return new Slabs(axis, size, (int) Math.min(depth, cut.z()), List.of());
    }

    /** Columns, rows and sections of the cut volume. */
    VolumeSize cut() {
        return axis.cut(size);
    }

    long count() {
        return layers() * parts();
    }

    /** How many slabs lie beside each other in a section. */
    int parts() {
        return Math.max(1, windows.size());
    }

    /** The chunks in which results are kept, in voxels of the volume as stored: a slab is one layer of them. */
    VolumeSize chunk() {
        VolumeSize cut = cut();
        long side = windows.isEmpty() ? CHUNK_SIDE : SectionWindows.CHUNK;
        VoxelBox chunk =
                axis.join(new VoxelBox(0, 0, 0, (int) Math.min(side, cut.x()), (int) Math.min(side, cut.y()), depth));
        return new VolumeSize(chunk.width(), chunk.height(), chunk.depth());
    }

    /** A slab in the cut volume. */
    VoxelBox box(long slab) {
        long first = slab / parts() * depth;
        Tile part = windows.isEmpty() ? section() : windows.get(part(slab));
        int sections = (int) Math.min(depth, cut().z() - first);
        return new VoxelBox(part.x(), part.y(), first, part.width(), part.height(), sections);
    }

    /** Which part of its sections a slab is. */
    int part(long slab) {
        return (int) (slab % parts());
    }

    private long layers() {
        return (cut().z() + depth - 1) / depth;
    }

    private Tile section() {
        return new Tile(0, 0, Math.toIntExact(cut().x()), Math.toIntExact(cut().y()));
    }
}
