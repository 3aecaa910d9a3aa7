// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of a group or dataset that is written (HDF5 file format, version 1 object headers): a list of messages. */
final class ObjectHeader {
    private static final int ALIGNMENT = 8;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private int count;

    /** Appends a message. */
    ObjectHeader add(int type, byte[] data) {
        byte[] padded = padded(data);
        messages.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) type)
                .putShort((short) padded.length)
                .array());
        messages.writeBytes(padded);
        count++;
        return this;
    }

    byte[] bytes() {
        ByteBuffer header = ByteBuffer.allocate(16 + messages.size()).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 1).put((byte) 0).putShort((short) count).putInt(1).putInt(messages.size());
        return header.position(16).put(messages.toByteArray()).array();
    }

    /** Zeros up to a multiple of eight. */
    static byte[] padded(byte[] data) {
        int length = (data.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(data)
                .array();
    }
}
