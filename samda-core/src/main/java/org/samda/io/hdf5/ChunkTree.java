// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samda.io.ByteInput;

/**
 * The B-tree that most files index their chunks with (HDF5 file format, version 1 B-trees, node type 1), read node by
 * node: memory does not grow with the number of chunks.
 */
final class ChunkTree implements ChunkIndex {
    private static final int SIGNATURE = 0x45455254;
    private static final int CHUNKS = 1;
    private static final int PREFIX_BYTES = 8;
    private static final int MOST_NODES = 256;
    private static final int LARGEST_KEPT = 1 << 15;
    private static final int DEEPEST = 32;

    private final ByteInput input;
    private final long base;
    private final long root;
    private final int rank;
    private final Map<Long, ByteBuffer> nodes = new LinkedHashMap<>(MOST_NODES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
            return size() > MOST_NODES;
        }
    };

    /**
     * @param base length of the file's user block
     * @param root address of the tree, -1 if there is none
     * @param rank axes of the dataset
     */
    ChunkTree(ByteInput input, long base, long root, int rank) {
        this.input = input;
        this.base = base;
        this.root = root;
        this.rank = rank;
    }

    @Override
    public Optional<StoredChunk> find(long[] first) throws IOException {
        long address = root;
        for (int depth = 0; depth < DEEPEST && address != -1; depth++) {
            ByteBuffer node = node(address);
            int child = childOf(node, first);
            if (child < 0) {
                return Optional.empty();
            }
            long below = node.getLong(key(child) + keyBytes());
            if (node.get(PREFIX_BYTES - 3) == 0) {
                return Arrays.equals(first, offset(node, child))
                        ? Optional.of(new StoredChunk(below, node.getInt(key(child)), node.getInt(key(child) + 4)))
                        : Optional.empty();
            }
            address = below;
        }
        return Optional.empty();
    }

    /** The last child whose key is not behind the chunk; -1 if all are. */
    private int childOf(ByteBuffer node, long[] first) {
        int from = 0;
        int to = entries(node);
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Arrays.compare(offset(node, middle), first) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    private ByteBuffer node(long address) throws IOException {
        ByteBuffer known = nodes.get(address);
        if (known != null) {
            return known;
        }
        ByteBuffer prefix = read(address, PREFIX_BYTES);
        if (prefix.getInt(0) != SIGNATURE || prefix.get(4) != CHUNKS) {
            throw new IOException("the index of its chunks is broken at byte " + address);
        }
        ByteBuffer node = read(address, key(entries(prefix)));
        if (node.capacity() <= LARGEST_KEPT) {
            nodes.put(address, node);
        }
        return node;
    }

    private ByteBuffer read(long address, int count) throws IOException {
        byte[] bytes = new byte[count];
        if (address < 0 || input.read(base + address, bytes, count) < count) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long[] offset(ByteBuffer node, int entry) {
        long[] offset = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            offset[axis] = node.getLong(key(entry) + 8 + axis * Long.BYTES);
        }
        return offset;
    }

    private static int entries(ByteBuffer node) {
        return Short.toUnsignedInt(node.getShort(6));
    }

    /** Position of a key in its node: behind the prefix and the addresses of two neighbours. */
    private int key(int entry) {
        return PREFIX_BYTES + 2 * Long.BYTES + entry * (keyBytes() + Long.BYTES);
    }

    /** Size of the chunk, filters it skips, and its offset along each axis and within an element. */
    private int keyBytes() {
        return 2 * Integer.BYTES + (rank + 1) * Long.BYTES;
    }
}
