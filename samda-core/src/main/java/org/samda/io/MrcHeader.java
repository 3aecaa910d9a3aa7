// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/**
 * The header of an MRC file, checked to be of something that can be read here (MRC2014).
 *
 * @param layout    where the voxels are
 * @param type      of the grey values
 * @param voxelSize empty where the file does not say: 0, or the 1 &#xc5; along all axes that IMOD writes then
 */
record MrcHeader(RawLayout layout, PixelType type, Optional<VoxelSize> voxelSize) {
    static final int BYTES = 1024;
    private static final int AXES = 3;
    private static final int LITTLE_ENDIAN_STAMP = 0x44;
    private static final int BIG_ENDIAN_STAMP = 0x11;
    private static final int LARGEST_MODE = 128;

    /**
     * @param bytes the first bytes of a file, {@value #BYTES} if it has as many
     * @param file  the file, for messages
     * @throws SamdaException if they are no MRC header, or one of something that cannot be read here
     */
    static MrcHeader of(byte[] bytes, Path file) {
        if (bytes.length < BYTES) {
            throw FileProblem.damaged(file, "it ends too early, the MRC header is not complete");
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(order(bytes));
        NumberType type = MrcMode.type(fields, file);
        VolumeSize size = size(fields, file);
        requireOneVolume(fields, size, file);
        requireOrder(fields, file);
        int extended = fields.getInt(MrcField.EXTENDED_BYTES);
        if (extended < 0) {
            throw FileProblem.damaged(file, "its header claims an extended header of " + extended + " bytes");
        }
        RawLayout layout = new RawLayout((long) BYTES + extended, size, type, fields.order());
        return new MrcHeader(layout, type.pixelType(), voxelSize(fields));
    }

    VolumeInfo info() {
        return new VolumeInfo(layout.size(), type, voxelSize);
    }

    /** Some programs leave the stamp away: then the mode, a small number, tells. */
    private static ByteOrder order(byte[] bytes) {
        int stamp = bytes[MrcField.MACHINE_STAMP];
        if (stamp == LITTLE_ENDIAN_STAMP || stamp == BIG_ENDIAN_STAMP) {
            return stamp == BIG_ENDIAN_STAMP ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }
        int mode = ByteBuffer.wrap(bytes).getInt(MrcField.MODE);
        boolean small = mode >= 0 && mode < LARGEST_MODE;
        return small && mode != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static VolumeSize size(ByteBuffer fields, Path file) {
        int x = fields.getInt(MrcField.COLUMNS);
        int y = fields.getInt(MrcField.ROWS);
        int z = fields.getInt(MrcField.SECTIONS);
        if (x < 1 || y < 1 || z < 1) {
            throw FileProblem.damaged(file, "its header claims a volume of %d x %d x %d voxels".formatted(x, y, z));
        }
        return new VolumeSize(x, y, z);
    }

    private static void requireOneVolume(ByteBuffer fields, VolumeSize size, Path file) {
        int depth = fields.getInt(MrcField.MX + 2 * Integer.BYTES);
        if (fields.getInt(MrcField.SPACE_GROUP) >= MrcField.FIRST_VOLUME_STACK && depth != size.z()) {
            throw new SamdaException(
                    "'%s' is a stack of volumes (%d sections, %d in each volume), expected one volume. Save each volume in a file of its own."
                            .formatted(file, size.z(), depth));
        }
    }

    /** Old programs leave all three zero. */
    private static void requireOrder(ByteBuffer fields, Path file) {
        int[] axes = new int[AXES];
        fields.slice(MrcField.AXES, AXES * Integer.BYTES)
                .order(fields.order())
                .asIntBuffer()
                .get(axes);
        if (!Arrays.equals(axes, new int[] {1, 2, 3}) && !Arrays.equals(axes, new int[AXES])) {
            throw new SamdaException(
                    "'%s' has its axes in the order %d, %d, %d (columns, rows, sections), expected 1, 2, 3 (x, y, z). Turn it, for example with IMOD's clip or Python's mrcfile and numpy.transpose."
                            .formatted(file, axes[0], axes[1], axes[2]));
        }
    }

    private static Optional<VoxelSize> voxelSize(ByteBuffer fields) {
        double[] angstroms = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            float cell = fields.getFloat(MrcField.CELL + axis * Float.BYTES);
            int intervals = fields.getInt(MrcField.MX + axis * Integer.BYTES);
            angstroms[axis] = (double) cell / intervals;
        }
        boolean known = Arrays.stream(angstroms).allMatch(size -> size > 0 && Double.isFinite(size));
        boolean unset = Arrays.stream(angstroms).allMatch(size -> size == 1);
        return known && !unset
                ? Optional.of(new VoxelSize(nm(angstroms[0]), nm(angstroms[1]), nm(angstroms[2])))
                : Optional.empty();
    }

    private static double nm(double angstroms) {
        return angstroms / MrcField.ANGSTROMS_PER_NM;
    }
}
