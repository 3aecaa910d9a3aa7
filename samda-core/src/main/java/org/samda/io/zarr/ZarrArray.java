// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;

/**
 * A chunked array in a folder, open for reading boxes and writing chunks.
 *
 * <p>Chunks may be written in any order, each as often as wanted, by several threads and processes at once: a chunk is there
 * whole or not at all, also after a process is killed, and {@link #has} tells which are done. Nothing is kept in memory.
 */
public final class ZarrArray {
    private final ArraySpec spec;
    private final VolumeInfo info;
    private final ChunkSource source;

    ZarrArray(ArraySpec spec, Optional<VoxelSize> voxelSize) {
        this.spec = spec;
        this.info = new VolumeInfo(spec.size(), spec.pixelType(), voxelSize);
        this.source = spec.storage().shards().isPresent()
                ? new ShardFiles(spec, spec.storage().shards().get())
                : new ChunkFiles(spec);
    }

    /**
     * Begins an array without chunks; folders that are missing are made.
     *
     * @param folder becomes the array
     * @throws SamdaException if the folder already is one or cannot be written to
     */
    public static ZarrArray create(Path folder, ArrayLayout layout) {
        Path metadata = folder.resolve(layout.format().metadata());
        if (isIn(folder, layout.format())) {
            throw new SamdaException(
                    "Cannot make an array in '%s': it is one already. Choose another folder.".formatted(folder));
        }
        Map<String, Object> description = switch (layout.format()) {
            case ZARR2 -> Zarr2Metadata.of(layout);
            case ZARR3 -> Zarr3Metadata.of(layout);
            case N5 -> N5Metadata.of(layout);
        };
        MetadataFile.write(metadata, description);
        return open(folder);
    }

    /** Whether a folder has the metadata of a format. */
    public static boolean isIn(Path folder, ArrayFormat format) {
        return Files.exists(folder.resolve(format.metadata()));
    }

    /**
     * Opens an array, or the one that an image or group in this folder holds, at full resolution; reads metadata only.
     *
     * @throws SamdaException if there is none, if there are several, or if it is of a kind that cannot be read
     */
    public static ZarrArray open(Path folder) {
        return ZarrFolders.open(folder);
    }

    /** Size, type and voxel size as the metadata state them. */
    public VolumeInfo info() {
        return info;
    }

    /** Size of all chunks but the clipped ones at the edges. */
    public VolumeSize chunk() {
        VolumeSize size = spec.size();
        VolumeSize chunk = spec.chunk();
        return new VolumeSize(
                Math.min(size.x(), chunk.x()), Math.min(size.y(), chunk.y()), Math.min(size.z(), chunk.z()));
    }

    /** Where a chunk is in the volume, clipped at its edges. */
    public VoxelBox box(long cx, long cy, long cz) {
        VolumeSize size = spec.size();
        VolumeSize chunk = spec.chunk();
        long x = start(cx, chunk.x(), size.x());
        long y = start(cy, chunk.y(), size.y());
        long z = start(cz, chunk.z(), size.z());
        return new VoxelBox(
                x, y, z, (int) Math.min(chunk.x(), size.x() - x), (int) Math.min(chunk.y(), size.y() - y), (int)
                        Math.min(chunk.z(), size.z() - z));
    }

    /** Whether a chunk was written; one that was not reads as the array's fill value, 0 in arrays made here. */
    public boolean has(long cx, long cy, long cz) {
        box(cx, cy, cz);
        ChunkIndex index = new ChunkIndex(cx, cy, cz);
        return spec.storage().shards().isPresent()
                ? source.read(index).isPresent()
                : Files.isRegularFile(spec.file(index));
    }

    /**
     * Writes a chunk, in one move; what it was before is replaced.
     *
     * @param block as large as {@link #box}; values in the range of the array's type, whole-number types round to nearest
     *              and clamp
     * @throws SamdaException if it cannot be written (disk full, no permission), or the array is of a kind that is only read
     */
    public void write(long cx, long cy, long cz, GreyBlock block) {
        VoxelBox box = box(cx, cy, cz);
        if (block.width() != box.width() || block.height() != box.height() || block.depth() != box.depth()) {
            throw new IllegalArgumentException(
                    "block of %d x %d x %d voxels for %s".formatted(block.width(), block.height(), block.depth(), box));
        }
        if (!(source instanceof ChunkFiles files) || spec.elements().type() != NumberType.of(info.type())) {
            throw new SamdaException("'%s' is read only here: it has shards or is an array of %s. Write to a new array."
                    .formatted(spec.folder(), spec.elements().type().title()));
        }
        long[] lengths = spec.format() == ArrayFormat.N5
                ? spec.dimensions().lengths(new VolumeSize(box.width(), box.height(), box.depth()))
                : spec.dimensions().chunkShape();
        byte[] numbers = new byte
                [(int) Dimensions.elements(lengths) * spec.elements().type().bytes()];
        fill(DecodedChunk.of(numbers, spec, lengths), block);
        files.write(new ChunkIndex(cx, cy, cz), numbers, lengths);
    }

    /**
     * Reads a box; decodes the chunks it touches, each time.
     *
     * @param box inside the volume, of less than 2^31 voxels
     * @return grey values as stored, owned by the caller
     * @throws SamdaException if a chunk is damaged (the message names its file), or holds NaN or infinite values in the box
     */
    public GreyBlock read(VoxelBox box) {
        return BoxAssembly.read(spec, source, box);
    }

    /** A reader for one thread that keeps the chunks used last, and so may not see what is written meanwhile. */
    public VolumeReader reader() {
        return new ZarrReader(this);
    }

    ArraySpec spec() {
        return spec;
    }

    ChunkSource source() {
        return source;
    }

    private void fill(DecodedChunk chunk, GreyBlock block) {
        NumberType type = spec.elements().type();
        ByteBuffer values = chunk.values();
        int at = 0;
        for (int z = 0; z < block.depth(); z++) {
            for (int y = 0; y < block.height(); y++) {
                for (int x = 0; x < block.width(); x++) {
                    type.put(values, chunk.element(x, y, z) * type.bytes(), block.values()[at++]);
                }
            }
        }
    }

    private static long start(long index, long chunk, long size) {
        return Objects.checkIndex(index, (size - 1) / chunk + 1) * chunk;
    }
}
