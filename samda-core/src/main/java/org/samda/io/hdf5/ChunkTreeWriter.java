// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the index of chunks that come in their order (HDF5 file format, version 1 B-trees): every node as soon as it is
 * full, behind what the file has then, so that no more than one node of each level is in memory.
 */
final class ChunkTreeWriter {
    private static final long NONE = -1;
    private static final int MOST_ENTRIES = 64;
    private static final int RIGHT_NEIGHBOUR = 16;
    private static final int PREFIX_BYTES = 24;

    private final RandomAccessFile file;
    private final List<Node> open = new ArrayList<>();

    /** @param file nodes are appended where it stands */
    ChunkTreeWriter(RandomAccessFile file) {
        this.file = file;
    }

    /** Adds the chunk that comes next. */
    void add(byte[] key, long address) throws IOException {
        add(0, key, address);
    }

    /**
     * Writes the nodes that are not full.
     *
     * @param end a key behind all others
     * @return address of the tree's root
     */
    long finish(byte[] end) throws IOException {
        for (int level = 0; ; level++) {
            Node node = open.get(level);
            long address = write(node, level, end);
            if (node.left == NONE) {
                return address;
            }
            add(level + 1, node.keys.get(0), address);
        }
    }

    private void add(int level, byte[] key, long address) throws IOException {
        if (open.size() == level) {
            open.add(new Node(NONE));
        }
        Node node = open.get(level);
        if (node.keys.size() == MOST_ENTRIES) {
            long full = write(node, level, key);
            add(level + 1, node.keys.get(0), full);
            node = open.get(level);
        }
        node.keys.add(key);
        node.children.add(address);
    }

    /** Appends a node, tells its left neighbour where it is, and begins the next one of its level. */
    private long write(Node node, int level, byte[] next) throws IOException {
        long address = file.getFilePointer();
        file.write(node.bytes(level, next));
        long end = file.getFilePointer();
        if (node.left != NONE) {
            file.seek(node.left + RIGHT_NEIGHBOUR);
            file.writeLong(Long.reverseBytes(address));
            file.seek(end);
        }
        open.set(level, new Node(address));
        return address;
    }

    /** Keys and addresses of what a node has below it, and the address of its left neighbour. */
    private static final class Node {
        private final long left;
        private final List<byte[]> keys = new ArrayList<>();
        private final List<Long> children = new ArrayList<>();

        Node(long left) {
            this.left = left;
        }

        /** As long as a full node, and with a key more than children. */
        byte[] bytes(int level, byte[] next) {
            int entryBytes = next.length + Long.BYTES;
            ByteBuffer node = ByteBuffer.allocate(PREFIX_BYTES + MOST_ENTRIES * entryBytes + next.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            node.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) level);
            node.putShort((short) keys.size()).putLong(left).putLong(NONE);
            for (int i = 0; i < keys.size(); i++) {
                node.put(keys.get(i)).putLong(children.get(i));
            }
            return node.put(next).array();
        }
    }
}
