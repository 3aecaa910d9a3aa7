// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.image.StoredHeader;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/**
 * What stands before the voxels of a NIfTI-1 file: a header, and four bytes that say that no extension follows.
 *
 * <p>A header that the volume brings from a NIfTI file is carried on: its place in space (qform, sform), voxel size,
 * units, description and all that is not said here stay bit for bit. What tells of its numbers is replaced: data type,
 * scaling (none), display range (none), intent (none). A volume without one gets its voxel size in millimetres and an
 * sform of code 2 that says the same, x, y and z as they are stored; a volume without a voxel size gets neither.
 */
final class NiftiOutputHeader {
    static final int BYTES = NiftiHeader.BYTES + 4;

    private static final int LARGEST_AXIS = Short.MAX_VALUE;
    private static final double MILLIMETRE_NM = 1e6;

    /** Where fields of two bytes lie: from, to. */
    private static final List<int[]> SHORTS =
            List.of(range(36, 38), range(40, 56), range(68, 76), range(120, 122), range(252, 256));

    /** Where fields of four bytes lie: from, to. The others are text or single bytes. */
    private static final List<int[]> INTS =
            List.of(range(0, 4), range(32, 36), range(56, 68), range(76, 120), range(124, 148), range(256, 328));

    private NiftiOutputHeader() {}

    /**
     * @param target where the volume goes, for messages
     * @return {@value #BYTES} bytes, little-endian
     * @throws SamdaException if the volume is too large for NIfTI-1
     */
    static byte[] of(VolumeInfo info, Path target) {
        requireFits(info.size(), target);
        ByteBuffer header = info.header()
                .filter(stored -> NiftiHeader.orderOf(stored.bytes()).isPresent())
                .map(stored -> carriedOn(stored, info.size(), target))
                .orElseGet(() -> plain(info));
        NiftiType type = NiftiType.of(info.type());
        header.putShort(NiftiField.DATATYPE, (short) type.code());
        header.putShort(NiftiField.BITPIX, (short) (Byte.SIZE * type.bytes()));
        header.putFloat(NiftiField.VOX_OFFSET, BYTES);
        header.putFloat(NiftiField.SCL_SLOPE, 1);
        header.putFloat(NiftiField.SCL_INTER, 0);
        byte[] bytes = new byte[BYTES];
        header.get(0, bytes);
        return bytes;
    }

    private static void requireFits(VolumeSize size, Path target) {
        if (Math.max(size.x(), Math.max(size.y(), size.z())) > LARGEST_AXIS) {
            throw new SamdaException(
                    "Cannot write '%s': NIfTI-1 holds at most %d voxels along an axis, found %s. Use the extension .tif."
                            .formatted(target, LARGEST_AXIS, size));
        }
    }

    private static ByteBuffer carriedOn(StoredHeader stored, VolumeSize size, Path target) {
        VolumeSize original = NiftiHeader.of(stored.bytes(), target).size();
        if (!original.equals(size)) {
            throw new IllegalArgumentException(
                    "header of " + original + " voxels for '" + target + "' of " + size + " voxels");
        }
        ByteBuffer header = littleEndian(stored.bytes());
        header.putShort(NiftiField.INTENT_CODE, (short) 0);
        header.put(NiftiField.INTENT_P1, new byte[3 * Float.BYTES]);
        header.put(NiftiField.INTENT_NAME, new byte[NiftiField.INTENT_NAME_BYTES]);
        header.putFloat(NiftiField.CAL_MAX, 0);
        header.putFloat(NiftiField.CAL_MIN, 0);
        header.putInt(NiftiField.GLMAX, 0);
        header.putInt(NiftiField.GLMIN, 0);
        return header;
    }

    private static ByteBuffer littleEndian(byte[] stored) {
        ByteBuffer in =
                ByteBuffer.wrap(stored).order(NiftiHeader.orderOf(stored).orElseThrow());
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, stored);
        for (int[] range : SHORTS) {
            for (int at = range[0]; at < range[1]; at += Short.BYTES) {
                out.putShort(at, in.getShort(at));
            }
        }
        for (int[] range : INTS) {
            for (int at = range[0]; at < range[1]; at += Integer.BYTES) {
                out.putInt(at, in.getInt(at));
            }
        }
        return out;
    }

    private static ByteBuffer plain(VolumeInfo info) {
        ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(NiftiField.HEADER_SIZE, NiftiHeader.BYTES);
        long[] dim = {3, info.size().x(), info.size().y(), info.size().z(), 1, 1, 1, 1};
        for (int i = 0; i < dim.length; i++) {
            header.putShort(NiftiField.DIM + i * Short.BYTES, (short) dim[i]);
            header.putFloat(NiftiField.PIXDIM + i * Float.BYTES, 1);
        }
        info.voxelSize().ifPresent(voxel -> putVoxelSize(header, voxel));
        header.put(NiftiField.MAGIC, new byte[] {'n', '+', '1', 0});
        return header;
    }

    private static void putVoxelSize(ByteBuffer header, VoxelSize voxel) {
        double[] nm = {voxel.xNm(), voxel.yNm(), voxel.zNm()};
        for (int axis = 0; axis < nm.length; axis++) {
            float mm = (float) (nm[axis] / MILLIMETRE_NM);
            header.putFloat(NiftiField.PIXDIM + (axis + 1) * Float.BYTES, mm);
            header.putFloat(NiftiField.SROW_X + axis * (NiftiField.SROW_BYTES + Float.BYTES), mm);
        }
        header.put(NiftiField.XYZT_UNITS, (byte) NiftiField.MILLIMETRE);
        header.putShort(NiftiField.SFORM_CODE, (short) NiftiField.ALIGNED);
    }

    private static int[] range(int from, int to) {
        return new int[] {from, to};
    }
}
