// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.Leftovers;
import org.samda.io.PartialFolder;
import org.samda.io.VolumeReader;

/**
 * A volume that is being written into a folder layer by layer of chunks, in any order and by several processes at once: an
 * OME-Zarr image with coarser levels for viewers, or an N5 data set, which has one level.
 *
 * <p>A layer belongs to one writer at a time and may be written again; what it becomes does not depend on who writes it. A
 * level is made of the one before, which must be complete.
 */
public final class ZarrImage {
    /** Rows that are read at once; an even number. */
    private static final int BAND = 64;

    private final Path folder;
    private final List<ImageLevel> levels;
    private final List<ZarrArray> arrays;

    private ZarrImage(Path folder, List<ImageLevel> levels, List<ZarrArray> arrays) {
        this.folder = folder;
        this.levels = levels;
        this.arrays = arrays;
    }

    /**
     * Begins an image beside its place: all that tells about it is written, and no chunk.
     *
     * @param target where it will be, whose name says the format: {@code .n5} N5, {@code .v3.zarr} OME-Zarr 0.5, any other
     *               OME-Zarr 0.4
     * @return the folder that becomes it; the caller commits and closes it
     * @throws SamdaException if something else has its name, or it cannot be written to
     */
    public static PartialFolder begin(Path target, VolumeInfo info) {
        PartialFolder part = PartialFolder.beside(target, ZarrFolders::hasMetadata);
        try {
            create(part.folder(), format(target), info);
            return part;
        } catch (SamdaException e) {
            part.close();
            throw part.named(e);
        }
    }

    private static void create(Path folder, ArrayFormat format, VolumeInfo info) {
        List<ImageLevel> levels = levels(format, info);
        for (int i = 0; i < levels.size(); i++) {
            VolumeInfo level = new VolumeInfo(levels.get(i).size(), info.type(), info.voxelSize());
            ZarrArray.create(place(folder, format, i), new ArrayLayout(format, level, ChunkSizes.of(level)));
        }
        if (format != ArrayFormat.N5) {
            OmeMetadata.write(folder, format, levels, info.voxelSize());
        }
    }

    /**
     * One that was begun, by this or another process.
     *
     * @param folder where it is being written, see {@link #begin}
     * @param target where it will be, whose name says the format
     * @param info   of the volume
     */
    public static ZarrImage resume(Path folder, Path target, VolumeInfo info) {
        ArrayFormat format = format(target);
        List<ImageLevel> levels = levels(format, info);
        List<ZarrArray> arrays = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            arrays.add(ZarrArray.open(place(folder, format, i)));
        }
        return new ZarrImage(folder, levels, arrays);
    }

    private static ArrayFormat format(Path target) {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".n5")) {
            return ArrayFormat.N5;
        }
        return name.endsWith(".v3.zarr") ? ArrayFormat.ZARR3 : ArrayFormat.ZARR2;
    }

    private static List<ImageLevel> levels(ArrayFormat format, VolumeInfo info) {
        List<ImageLevel> levels = ImageLevel.of(info);
        return format == ArrayFormat.N5 ? levels.subList(0, 1) : levels;
    }

    private static Path place(Path folder, ArrayFormat format, int level) {
        return format == ArrayFormat.N5 ? folder : folder.resolve(String.valueOf(level));
    }

    /** Number of resolutions, the full one among them. */
    public int levels() {
        return levels.size();
    }

    /** Number of layers of chunks that a level has. */
    public long layers(int level) {
        VolumeSize size = arrays.get(level).info().size();
        return (size.z() - 1) / arrays.get(level).chunk().z() + 1;
    }

    /** Index of the first section of a layer at full resolution; that of the end for the one after the last. */
    public long section(long layer) {
        ZarrArray full = arrays.get(0);
        return Math.min(full.info().size().z(), layer * full.chunk().z());
    }

    /**
     * A writer of neighbouring layers at full resolution, whose sections it takes band by band. Chunks appear one by one, and
     * {@link LayerWriter#requireAll} tells at the end that all are there.
     *
     * @param first index of the first layer
     * @param end   index after the last one
     */
    public LayerWriter writer(long first, long end) {
        return new LayerWriter(arrays.get(0), folder, first, end);
    }

    /**
     * Writes neighbouring layers of a coarser level.
     *
     * @param level from 1
     */
    public void coarsen(int level, long first, long end) {
        ZarrArray array = arrays.get(level);
        int thinning = (int) (levels.get(level).z() / levels.get(level - 1).z());
        long from = first * array.chunk().z();
        long to = Math.min(array.info().size().z(), end * array.chunk().z());
        VolumeSize finer = levels.get(level - 1).size();
        LayerWriter writer = new LayerWriter(array, folder, first, end);
        try (VolumeReader reader = arrays.get(level - 1).reader()) {
            for (long z = from; z < to; z++) {
                for (long y = 0; y < finer.y(); y += BAND) {
                    int rows = (int) Math.min(BAND, finer.y() - y);
                    writer.add(halved(reader.read(new VoxelBox(0, y, z * thinning, (int) finer.x(), rows, 1))));
                }
            }
        }
        writer.requireAll();
    }

    /** Removes what a killed process has left of layers that it was writing, and that nobody else writes now. */
    public void removeLeftovers(int level, long first, long end) {
        ZarrArray array = arrays.get(level);
        VolumeSize size = array.info().size();
        for (long cz = first; cz < Math.min(end, layers(level)); cz++) {
            for (long cy = 0; cy * array.chunk().y() < size.y(); cy++) {
                for (long cx = 0; cx * array.chunk().x() < size.x(); cx++) {
                    Leftovers.remove(array.spec().file(new ChunkIndex(cx, cy, cz)));
                }
            }
        }
    }

    private static GreyImage halved(GreyBlock band) {
        int width = (int) ImageLevel.half(band.width());
        int height = (int) ImageLevel.half(band.height());
        float[] pixels = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = band.values()[2 * y * band.width() + 2 * x];
            }
        }
        return new GreyImage(width, height, pixels);
    }
}
