// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.PixelType;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.MissingChunks;
import org.samda.io.VolumeReader;
import org.samda.io.zarr.ArrayFormat;
import org.samda.io.zarr.ArrayLayout;
import org.samda.io.zarr.ZarrArray;

/**
 * What has been computed so far of one or more arrays of a volume's size, in a folder: chunk files that appear whole, so that
 * a kill at any time costs the slab under way and no more.
 */
final class SlabStore {
    private final Slabs slabs;
    private final List<ZarrArray> arrays;

    private SlabStore(Slabs slabs, List<ZarrArray> arrays) {
        this.slabs = slabs;
        this.arrays = arrays;
    }

    /**
     * Goes on with what is in a folder, or begins it.
     *
     * @param types of the arrays
     */
    static SlabStore in(Path folder, Slabs slabs, List<PixelType> types) {
        List<ZarrArray> arrays = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            VolumeInfo info = new VolumeInfo(slabs.size(), types.get(i), Optional.empty());
            ArrayLayout layout = new ArrayLayout(ArrayFormat.ZARR2, info, slabs.chunk());
            arrays.add(array(folder.resolve(slabs.axis() + "-" + i), layout));
        }
        return new SlabStore(slabs, List.copyOf(arrays));
    }

    /** A run that was killed early can have left the folder without what makes it an array. */
    private static ZarrArray array(Path folder, ArrayLayout layout) {
        return ZarrArray.isIn(folder, layout.format()) ? ZarrArray.open(folder) : ZarrArray.create(folder, layout);
    }

    Slabs slabs() {
        return slabs;
    }

    int arrays() {
        return arrays.size();
    }

    /** Whether no slab is there, so that nothing would be lost with it. */
    boolean isEmpty() {
        return LongStream.range(0, slabs.count()).noneMatch(this::has);
    }

    /** Whether all of a slab is there. */
    boolean has(long slab) {
        return arrays.stream()
                .allMatch(array -> chunks(slab).stream().allMatch(chunk -> array.has(chunk.x(), chunk.y(), chunk.z())));
    }

    /**
     * Keeps a slab.
     *
     * @param blocks one for each array, as the slab's box in the cut volume
     */
    void write(long slab, List<GreyBlock> blocks) {
        SliceAxis axis = slabs.axis();
        for (int i = 0; i < arrays.size(); i++) {
            GreyBlock stored = axis.join(blocks.get(i));
            for (Chunk chunk : chunks(slab)) {
                arrays.get(i).write(chunk.x(), chunk.y(), chunk.z(), part(stored, chunk.inSlab()));
            }
        }
    }

    /** Refuses what would read as 0 because a slab is not there. */
    void requireAll(VolumeRegion region) {
        for (ZarrArray array : arrays) {
            MissingChunks missing = array.reader().missing(region);
            missing.first().ifPresent(file -> {
                throw new SamdaException(
                        "'%s' and %d more files of what has been segmented are not there. Start the same command again: it computes them."
                                .formatted(file, missing.count() - 1));
            });
        }
    }

    /** A reader of an array, in the volume as stored; what is not there reads as 0. */
    VolumeReader reader(int array) {
        return arrays.get(array).reader();
    }

    /**
     * @param x      index among the chunks along x
     * @param y      along y
     * @param z      along z
     * @param inSlab its voxels, counted from the slab's first, in the volume as stored
     */
    private record Chunk(long x, long y, long z, VoxelBox inSlab) {}

    private List<Chunk> chunks(long slab) {
        VoxelBox box = slabs.axis().join(slabs.box(slab));
        VolumeSize chunk = slabs.chunk();
        List<Chunk> chunks = new ArrayList<>();
        for (int z = 0; z < box.depth(); z += (int) chunk.z()) {
            for (int y = 0; y < box.height(); y += (int) chunk.y()) {
                for (int x = 0; x < box.width(); x += (int) chunk.x()) {
                    VoxelBox inSlab = new VoxelBox(
                            x,
                            y,
                            z,
                            (int) Math.min(chunk.x(), box.width() - x),
                            (int) Math.min(chunk.y(), box.height() - y),
                            (int) Math.min(chunk.z(), box.depth() - z));
                    chunks.add(new Chunk(
                            (box.x() + x) / chunk.x(), (box.y() + y) / chunk.y(), (box.z() + z) / chunk.z(), inSlab));
                }
            }
        }
        return chunks;
    }

    private static GreyBlock part(GreyBlock block, VoxelBox box) {
        float[] values = new float[Math.toIntExact(box.voxels())];
        for (int z = 0; z < box.depth(); z++) {
            for (int y = 0; y < box.height(); y++) {
                int row = ((int) box.z() + z) * block.height() + (int) box.y() + y;
                System.arraycopy(
                        block.values(),
                        row * block.width() + (int) box.x(),
                        values,
                        (z * box.height() + y) * box.width(),
                        box.width());
            }
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }
}
