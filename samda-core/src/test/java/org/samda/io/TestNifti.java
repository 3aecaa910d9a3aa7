// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/** NIfTI files put together field by field, also such as no program would write. */
final class TestNifti {
    static final int OFFSET = 352;
    static final int UINT8 = 2;
    static final int INT16 = 4;
    static final int FLOAT32 = 16;
    static final int FLOAT64 = 64;

    private TestNifti() {}

    /** A header with voxels of 1 x 1 x 1 mm, to be changed, and the four bytes that say that no extension follows. */
    static ByteBuffer header(ByteOrder order, int datatype, int... shape) {
        ByteBuffer header = ByteBuffer.allocate(OFFSET).order(order);
        header.putInt(0, 348);
        header.putShort(40, (short) shape.length);
        for (int axis = 0; axis < shape.length; axis++) {
            header.putShort(42 + 2 * axis, (short) shape[axis]);
        }
        for (int axis = 0; axis < 4; axis++) {
            header.putFloat(76 + 4 * axis, 1);
        }
        header.putShort(70, (short) datatype);
        header.putFloat(108, OFFSET);
        header.put(123, (byte) 10);
        header.put(344, new byte[] {'n', '+', '1', 0});
        return header;
    }

    /** Header and voxels, the latter as they are stored. */
    static byte[] file(ByteBuffer header, byte... voxels) {
        byte[] file = new byte[header.capacity() + voxels.length];
        header.get(0, file, 0, header.capacity());
        System.arraycopy(voxels, 0, file, header.capacity(), voxels.length);
        return file;
    }

    /** The first bytes of a buffer. */
    static byte[] first(int count, ByteBuffer buffer) {
        byte[] bytes = new byte[count];
        buffer.get(0, bytes);
        return bytes;
    }

    /** A little-endian volume of 2 x 3 voxels in each section, with the values 0, 1, 2, and so on. */
    static byte[] ramp(int sections) {
        byte[] voxels = new byte[6 * sections];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) i;
        }
        return file(header(ByteOrder.LITTLE_ENDIAN, UINT8, 2, 3, sections), voxels);
    }

    static byte[] gzip(byte... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
