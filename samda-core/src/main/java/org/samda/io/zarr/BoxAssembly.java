// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.Arrays;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.FileProblem;

/** Puts the chunks that a box touches together. */
final class BoxAssembly {
    private final ArraySpec spec;
    private final VoxelBox box;
    private final float[] values;

    /** @param values one for each voxel of the box; filled and handed on */
    private BoxAssembly(ArraySpec spec, VoxelBox box, float[] values) {
        this.spec = spec;
        this.box = box;
        this.values = values;
    }

    /**
     * @param box inside the array, of less than 2^31 voxels
     * @throws SamdaException if a chunk is damaged or holds NaN or infinite values in the box
     */
    static GreyBlock read(ArraySpec spec, ChunkSource chunks, VoxelBox box) {
        if (!box.isInside(spec.size())) {
            throw new IndexOutOfBoundsException(box + " in a volume of " + spec.size());
        }
        BoxAssembly assembly = new BoxAssembly(spec, box, new float[Math.toIntExact(box.voxels())]);
        assembly.readAll(chunks);
        return new GreyBlock(box.width(), box.height(), box.depth(), assembly.values);
    }

    private void readAll(ChunkSource chunks) {
        VolumeSize chunk = spec.chunk();
        for (long z = box.z() / chunk.z(); z * chunk.z() < box.z() + box.depth(); z++) {
            for (long y = box.y() / chunk.y(); y * chunk.y() < box.y() + box.height(); y++) {
                for (long x = box.x() / chunk.x(); x * chunk.x() < box.x() + box.width(); x++) {
                    ChunkIndex index = new ChunkIndex(x, y, z);
                    add(index, overlap(index), chunks.read(index));
                }
            }
        }
    }

    /** What the box has of a chunk, in voxels of the volume. */
    private VoxelBox overlap(ChunkIndex index) {
        VolumeSize chunk = spec.chunk();
        long x = Math.max(box.x(), index.x() * chunk.x());
        long y = Math.max(box.y(), index.y() * chunk.y());
        long z = Math.max(box.z(), index.z() * chunk.z());
        long width = Math.min(box.x() + box.width(), (index.x() + 1) * chunk.x()) - x;
        long height = Math.min(box.y() + box.height(), (index.y() + 1) * chunk.y()) - y;
        long depth = Math.min(box.z() + box.depth(), (index.z() + 1) * chunk.z()) - z;
        return new VoxelBox(x, y, z, (int) width, (int) height, (int) depth);
    }

    private void add(ChunkIndex index, VoxelBox part, Optional<DecodedChunk> chunk) {
        VolumeSize size = spec.chunk();
        int x = (int) (part.x() - index.x() * size.x());
        int y = (int) (part.y() - index.y() * size.y());
        int z = (int) (part.z() - index.z() * size.z());
        chunk.ifPresent(present -> requireWhole(index, present, x + part.width(), y + part.height(), z + part.depth()));
        for (int dz = 0; dz < part.depth(); dz++) {
            for (int dy = 0; dy < part.height(); dy++) {
                long row = (part.z() - box.z() + dz) * box.height() + part.y() - box.y() + dy;
                int at = (int) (row * box.width() + part.x() - box.x());
                if (chunk.isPresent()) {
                    copy(chunk.get(), chunk.get().element(x, y + dy, z + dz), at, part.width());
                } else {
                    Arrays.fill(values, at, at + part.width(), (float)
                            spec.elements().fill());
                }
                if (chunk.isEmpty() || spec.elements().type().isFloat()) {
                    requireFinite(at, part, dy, dz);
                }
            }
        }
    }

    private void copy(DecodedChunk chunk, int element, int at, int count) {
        NumberType type = spec.elements().type();
        int step = chunk.strides()[0] * type.bytes();
        int from = element * type.bytes();
        for (int i = 0; i < count; i++) {
            values[at + i] = type.value(chunk.values(), from + i * step);
        }
    }

    private void requireWhole(ChunkIndex index, DecodedChunk chunk, int width, int height, int depth) {
        VolumeSize extents = chunk.extents();
        if (width > extents.x() || height > extents.y() || depth > extents.z()) {
            throw FileProblem.damaged(
                    spec.file(index), "it is a block of %s voxels, smaller than its place".formatted(extents));
        }
    }

    private void requireFinite(int at, VoxelBox part, int dy, int dz) {
        for (int i = at; i < at + part.width(); i++) {
            if (!Float.isFinite(values[i])) {
                throw new SamdaException(
                        "'%s' has the value %s at voxel (%d, %d, %d), expected finite numbers that fit into 32 bits. Replace it, for example in Python with numpy.nan_to_num."
                                .formatted(spec.folder(), values[i], part.x() + i - at, part.y() + dy, part.z() + dz));
            }
        }
    }
}
