// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** MRC files made byte by byte. */
final class TestMrc {

    private TestMrc() {}

    /** A header of the mode and size without a voxel size. */
    static ByteBuffer header(ByteOrder order, int mode, int x, int y, int z) {
        ByteBuffer header = ByteBuffer.allocate(1024).order(order);
        header.putInt(x).putInt(y).putInt(z).putInt(mode);
        header.putInt(28, x).putInt(32, y).putInt(36, z);
        header.putInt(64, 1).putInt(68, 2).putInt(72, 3).putInt(88, 1);
        header.put(208, "MAP ".getBytes(StandardCharsets.US_ASCII));
        byte stamp = (byte) (order.equals(ByteOrder.BIG_ENDIAN) ? 0x11 : 0x44);
        return header.put(212, stamp).put(213, stamp);
    }

    static byte[] file(ByteBuffer header, byte[] voxels) {
        return ByteBuffer.allocate(1024 + voxels.length)
                .put(header.duplicate().clear())
                .put(voxels)
                .array();
    }
}
