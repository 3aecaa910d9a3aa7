// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.ByteInput;
import org.samda.io.FileProblem;
import org.samda.io.FiniteValues;

/** Voxels in chunks, each of them packed for itself; a few that were read last stay unpacked in memory. */
final class ChunkedVoxels implements Hdf5Voxels {
    private static final int SHARE_OF_MEMORY = 16;
    /** What the book-keeping of a chunk takes, however small it is. */
    private static final int ENTRY_BYTES = 512;

    private final Path file;
    private final ByteInput input;
    private final ChunkLayout layout;
    private final ChunkIndex index;
    private final Map<List<Long>, Optional<byte[]>> unpacked;

    ChunkedVoxels(Path file, ByteInput input, ChunkLayout layout, ChunkIndex index) {
        this.file = file;
        this.input = input;
        this.layout = layout;
        this.index = index;
        long room = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / (layout.bytes() + ENTRY_BYTES);
        unpacked = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Long>, Optional<byte[]>> eldest) {
                return size() > Math.max(1, room);
            }
        };
    }

    @Override
    public VolumeSize chunk() {
        VolumeSize size = layout.shape().size();
        long[] zyx = layout.zyx();
        return new VolumeSize(Math.min(zyx[2], size.x()), Math.min(zyx[1], size.y()), Math.min(zyx[0], size.z()));
    }

    @Override
    public void read(VoxelBox box, float[] values) {
        long[] chunk = layout.zyx();
        for (long z = box.z() / chunk[0] * chunk[0]; z < box.z() + box.depth(); z += chunk[0]) {
            for (long y = box.y() / chunk[1] * chunk[1]; y < box.y() + box.height(); y += chunk[1]) {
                for (long x = box.x() / chunk[2] * chunk[2]; x < box.x() + box.width(); x += chunk[2]) {
                    copy(new long[] {z, y, x}, box, values);
                }
            }
        }
        FiniteValues.require(values, box, file);
    }

    /** @param first z, y and x of the chunk's first voxel */
    private void copy(long[] first, VoxelBox box, float[] values) {
        Optional<byte[]> bytes = bytes(layout.shape().index(first[0], first[1], first[2]));
        long[] chunk = layout.zyx();
        int fromX = (int) Math.max(0, box.x() - first[2]);
        int count = (int) (Math.min(first[2] + chunk[2], box.x() + box.width()) - first[2]) - fromX;
        int at = (int) (first[2] + fromX - box.x());
        long lastZ = Math.min(first[0] + chunk[0], box.z() + box.depth());
        long lastY = Math.min(first[1] + chunk[1], box.y() + box.height());
        for (long z = Math.max(first[0], box.z()); z < lastZ; z++) {
            for (long y = Math.max(first[1], box.y()); y < lastY; y++) {
                int row = (int) ((z - box.z()) * box.height() + y - box.y()) * box.width() + at;
                if (bytes.isPresent()) {
                    int from = layout.position((int) (z - first[0]), (int) (y - first[1]), fromX);
                    layout.take(ByteBuffer.wrap(bytes.get()).position(from), values, row, count);
                } else {
                    Arrays.fill(values, row, row + count, layout.fill());
                }
            }
        }
    }

    private Optional<byte[]> bytes(long[] first) {
        List<Long> key = ChunkTable.key(first);
        Optional<byte[]> known = unpacked.get(key);
        if (known == null) {
            known = unpack(first);
            unpacked.put(key, known);
        }
        return known;
    }

    private Optional<byte[]> unpack(long[] first) {
        try {
            Optional<StoredChunk> chunk = index.find(first);
            return chunk.isPresent() ? Optional.of(unpack(chunk.get())) : Optional.empty();
        } catch (IOException e) {
            String reason = e instanceof EOFException ? "the file ends too early" : e.getMessage();
            throw FileProblem.damaged(
                    file, "the chunk at %s cannot be read: %s".formatted(Hdf5Shape.text(first), reason), e);
        }
    }

    private byte[] unpack(StoredChunk chunk) throws IOException {
        double end = (double) layout.base() + chunk.address() + chunk.bytes();
        if (chunk.address() < 0 || chunk.bytes() < 0 || end > input.mostBytes()) {
            throw new EOFException();
        }
        byte[] stored = new byte[chunk.bytes()];
        if (input.read(layout.base() + chunk.address(), stored, stored.length) < stored.length) {
            throw new EOFException();
        }
        return layout.filters().decode(stored, chunk.skipped(), layout.bytes());
    }
}
