// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.samda.SamdaException;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** The header of an MRC file that is written (MRC2014, little-endian). */
final class MrcOutputHeader {
    private static final float RIGHT_ANGLE = 90;

    private MrcOutputHeader() {}

    /** @throws SamdaException if an axis has more voxels than the header can say */
    static void requireFits(VolumeInfo info, Path target) {
        VolumeSize size = info.size();
        if (Math.max(size.x(), Math.max(size.y(), size.z())) > Integer.MAX_VALUE) {
            throw new SamdaException(
                    "Cannot write '%s': MRC holds at most %d voxels along an axis, found %s. Use the extension .tif."
                            .formatted(target, Integer.MAX_VALUE, size));
        }
    }

    /** @param moments of all values as they are stored */
    static byte[] of(VolumeInfo info, GreyMoments moments) {
        ByteBuffer fields = ByteBuffer.allocate(MrcHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        putSize(info, fields);
        fields.putInt(MrcField.MODE, MrcMode.of(info.type()));
        for (int axis = 0; axis < 3; axis++) {
            fields.putFloat(MrcField.ANGLES + axis * Float.BYTES, RIGHT_ANGLE);
            fields.putInt(MrcField.AXES + axis * Integer.BYTES, axis + 1);
        }
        fields.putFloat(MrcField.MINIMUM, (float) moments.minimum());
        fields.putFloat(MrcField.MAXIMUM, (float) moments.maximum());
        fields.putFloat(MrcField.MEAN, (float) moments.mean());
        fields.putFloat(MrcField.DEVIATION, (float) moments.deviation());
        fields.putInt(MrcField.SPACE_GROUP, MrcField.VOLUME);
        fields.putInt(MrcField.VERSION, MrcField.MRC2014);
        fields.put(MrcField.MAP, "MAP ".getBytes(StandardCharsets.US_ASCII));
        fields.put(MrcField.MACHINE_STAMP, (byte) 0x44).put(MrcField.MACHINE_STAMP + 1, (byte) 0x44);
        return fields.array();
    }

    /** The cell is the whole volume; an unknown voxel size is a cell of 0. */
    private static void putSize(VolumeInfo info, ByteBuffer fields) {
        long[] counts = {info.size().x(), info.size().y(), info.size().z()};
        double[] sizes = info.voxelSize().map(MrcOutputHeader::angstroms).orElse(new double[3]);
        for (int axis = 0; axis < 3; axis++) {
            fields.putInt(MrcField.COLUMNS + axis * Integer.BYTES, (int) counts[axis]);
            fields.putInt(MrcField.MX + axis * Integer.BYTES, (int) counts[axis]);
            fields.putFloat(MrcField.CELL + axis * Float.BYTES, (float) (sizes[axis] * counts[axis]));
        }
    }

    private static double[] angstroms(VoxelSize size) {
        double unit = MrcField.ANGSTROMS_PER_NM;
        return new double[] {size.xNm() * unit, size.yNm() * unit, size.zNm() * unit};
    }
}
