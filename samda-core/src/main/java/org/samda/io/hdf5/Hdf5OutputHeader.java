// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.StoredNumbers;

/**
 * Everything of an HDF5 file with one dataset that comes before the voxels (HDF5 file format: superblock version 0, a
 * root group with a symbol table, version 1 headers), which readers of any age understand.
 */
final class Hdf5OutputHeader {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final int GROUP_LEAF = 4;
    private static final int GROUP_INTERNAL = 16;
    private static final int SUPERBLOCK_BYTES = 96;
    private static final int END_OF_FILE = 40;
    private static final int ROOT = SUPERBLOCK_BYTES;
    private static final int TREE = ROOT + 40;
    private static final int HEAP = TREE + 24 + (4 * GROUP_INTERNAL + 1) * Long.BYTES;
    private static final int NAMES = HEAP + 32;
    private static final int NAMES_BYTES = 24;
    private static final int NAME = 8;
    private static final int SYMBOLS = NAMES + NAMES_BYTES;
    private static final int DATASET = SYMBOLS + 8 + 2 * GROUP_LEAF * 40;

    private final byte[] dataset;
    private final int layout;

    /** @param chunk extents of a chunk along z, y, x */
    Hdf5OutputHeader(VolumeInfo info, int level, int... chunk) {
        VolumeSize size = info.size();
        int bytes = StoredNumbers.bytesPerPixel(info.type());
        ObjectHeader header = new ObjectHeader()
                .add(DatasetMessages.DATASPACE, DatasetMessages.dataspace(size.z(), size.y(), size.x()))
                .add(DatasetMessages.DATATYPE, DatasetMessages.datatype(info.type()))
                .add(DatasetMessages.FILL_VALUE, DatasetMessages.fillValue());
        layout = header.bytes().length + 8;
        header.add(DatasetMessages.LAYOUT, DatasetMessages.layout(bytes, chunk))
                .add(DatasetMessages.FILTERS, DatasetMessages.filters(bytes, level));
        info.voxelSize().ifPresent(voxel -> header.add(DatasetMessages.ATTRIBUTE, DatasetMessages.elementSize(voxel)));
        dataset = header.bytes();
    }

    /** Where the voxels may begin. */
    int length() {
        return DATASET + dataset.length;
    }

    /**
     * @param name  of the dataset, up to 15 letters
     * @param index address of the chunks' index
     * @param end   length of the whole file
     */
    byte[] bytes(String name, long index, long end) {
        ByteBuffer file = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
        putSuperblock(file, end);
        byte[] table = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(TREE)
                .putLong(HEAP)
                .array();
        file.put(
                ROOT,
                new ObjectHeader().add(DatasetMessages.SYMBOL_TABLE, table).bytes());
        putTree(file.position(TREE));
        putNames(file.position(HEAP), name);
        file.position(SYMBOLS).put(ascii("SNOD")).put((byte) 1).put((byte) 0).putShort((short) 1);
        file.putLong(NAME).putLong(DATASET);
        file.put(DATASET, dataset).putLong(DATASET + layout + DatasetMessages.LAYOUT_INDEX, index);
        return file.array();
    }

    private static void putSuperblock(ByteBuffer file, long end) {
        file.put(SIGNATURE).position(13);
        file.put((byte) Long.BYTES).put((byte) Long.BYTES).position(16);
        file.putShort((short) GROUP_LEAF).putShort((short) GROUP_INTERNAL).position(24);
        file.putLong(0).putLong(-1).putLong(END_OF_FILE, end).position(48);
        file.putLong(-1)
                .putLong(0)
                .putLong(ROOT)
                .putInt(1)
                .putInt(0)
                .putLong(TREE)
                .putLong(HEAP);
    }

    private static void putTree(ByteBuffer file) {
        file.put(ascii("TREE")).put((byte) 0).put((byte) 0).putShort((short) 1);
        file.putLong(-1).putLong(-1).putLong(0).putLong(SYMBOLS).putLong(NAME);
    }

    /** A heap without free room, which is what the 1 says. */
    private static void putNames(ByteBuffer file, String name) {
        file.put(ascii("HEAP")).putInt(0).putLong(NAMES_BYTES).putLong(1).putLong(NAMES);
        file.position(NAMES + NAME).put(ascii(name));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
