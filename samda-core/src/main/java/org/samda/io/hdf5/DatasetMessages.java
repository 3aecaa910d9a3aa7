// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.samda.image.PixelType;
import org.samda.image.VoxelSize;
import org.samda.io.StoredNumbers;

/** The messages that say what a dataset is (HDF5 file format, section IV.A.2), in the versions that all readers know. */
final class DatasetMessages {
    static final int DATASPACE = 0x01;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0B;
    static final int ATTRIBUTE = 0x0C;
    static final int SYMBOL_TABLE = 0x11;
    /** Where a layout's message has the address of the chunks' index. */
    static final int LAYOUT_INDEX = 3;

    private static final int VERSION_AND_FLOAT = 0x11;
    private static final int VERSION_AND_WHOLE = 0x10;
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final double UM_PER_NM = 1e-3;

    private DatasetMessages() {}

    /** Extents along each axis, slowest first. */
    static byte[] dataspace(long... dimensions) {
        ByteBuffer message =
                ByteBuffer.allocate(8 + dimensions.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 1).put((byte) dimensions.length).position(8);
        for (long count : dimensions) {
            message.putLong(count);
        }
        return message.array();
    }

    /** Unsigned whole numbers or IEEE 754 floats, little-endian. */
    static byte[] datatype(PixelType type) {
        int bytes = StoredNumbers.bytesPerPixel(type);
        return type == PixelType.FLOAT32 ? real(bytes, 8, 23) : whole(bytes);
    }

    /** None was set, so it is 0; chunks get room when they are written. */
    static byte[] fillValue() {
        return new byte[] {2, 3, 2, 1, 0, 0, 0, 0};
    }

    /** Chunks that a version 1 B-tree indexes; its address is filled in later. */
    static byte[] layout(int elementBytes, int... chunk) {
        ByteBuffer message = ByteBuffer.allocate(LAYOUT_INDEX + Long.BYTES + (chunk.length + 1) * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 3).put((byte) 2).put((byte) (chunk.length + 1)).putLong(-1);
        for (int count : chunk) {
            message.putInt(count);
        }
        return message.putInt(elementBytes).array();
    }

    /** Shuffle, where an element has several bytes, then deflate. */
    static byte[] filters(int elementBytes, int level) {
        boolean shuffled = elementBytes > 1;
        ByteBuffer message = ByteBuffer.allocate(shuffled ? 40 : 24).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 1).put((byte) (shuffled ? 2 : 1)).position(8);
        if (shuffled) {
            putFilter(message, SHUFFLE, elementBytes);
        }
        putFilter(message, DEFLATE, level);
        return message.array();
    }

    /** The attribute {@code element_size_um}: z, y, x. */
    static byte[] elementSize(VoxelSize size) {
        byte[] name = (Hdf5Attributes.ELEMENT_SIZE_UM + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] type = real(Double.BYTES, 11, 52);
        byte[] space = dataspace(3);
        byte[] paddedType = ObjectHeader.padded(type);
        ByteBuffer message = ByteBuffer.allocate(8 + name.length + paddedType.length + space.length + 3 * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        message.putShort((short) 1).putShort((short) name.length);
        message.putShort((short) type.length).putShort((short) space.length);
        message.put(name).put(paddedType).put(space);
        message.putDouble(size.zNm() * UM_PER_NM);
        message.putDouble(size.yNm() * UM_PER_NM).putDouble(size.xNm() * UM_PER_NM);
        return message.array();
    }

    private static byte[] whole(int bytes) {
        ByteBuffer message = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) VERSION_AND_WHOLE).position(4);
        return message.putInt(bytes)
                .putShort((short) 0)
                .putShort((short) (Byte.SIZE * bytes))
                .array();
    }

    /** The mantissa's first bit, always 1, is left away; the sign is the highest bit. */
    private static byte[] real(int bytes, int exponentBits, int mantissaBits) {
        ByteBuffer message = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) VERSION_AND_FLOAT)
                .put((byte) 0x20)
                .put((byte) (Byte.SIZE * bytes - 1))
                .put((byte) 0);
        message.putInt(bytes).putShort((short) 0).putShort((short) (Byte.SIZE * bytes));
        message.put((byte) mantissaBits).put((byte) exponentBits).put((byte) 0).put((byte) mantissaBits);
        return message.putInt((1 << (exponentBits - 1)) - 1).array();
    }

    private static void putFilter(ByteBuffer message, int filter, int setting) {
        message.putShort((short) filter).putShort((short) 0).putShort((short) 1).putShort((short) 1);
        message.putInt(setting).putInt(0);
    }
}
