// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.samda.image.VoxelSize;

/**
 * The voxel size a NIfTI header states; without a unit it is in millimetres, as everywhere in the field.
 *
 * <p>A single section whose thickness is not stated is taken to be as thick as a pixel is wide. Voxels of 1 x 1 x 1
 * without a unit and without a place in space are what programs write that know nothing, so nothing is known then.
 */
final class NiftiVoxelSize {

    private NiftiVoxelSize() {}

    /**
     * @param header   at least 348 bytes, in the byte order of the file
     * @param sections number of z planes
     */
    static Optional<VoxelSize> of(ByteBuffer header, long sections) {
        if (saysNothing(header)) {
            return Optional.empty();
        }
        int exponent = nmExponent(header.get(NiftiField.XYZT_UNITS));
        float x = width(header, 1);
        float y = width(header, 2);
        float stated = width(header, 3);
        float z = sections == 1 && !isSize(stated) ? x : stated;
        return isSize(x) && isSize(y) && isSize(z)
                ? Optional.of(new VoxelSize(nm(x, exponent), nm(y, exponent), nm(z, exponent)))
                : Optional.empty();
    }

    private static boolean saysNothing(ByteBuffer header) {
        return (header.get(NiftiField.XYZT_UNITS) & 7) == NiftiField.UNKNOWN_UNIT
                && header.getShort(NiftiField.QFORM_CODE) == 0
                && header.getShort(NiftiField.SFORM_CODE) == 0
                && width(header, 1) == 1
                && width(header, 2) == 1
                && width(header, 3) == 1;
    }

    /** Bits 0 to 2 are the unit of space, the others that of time. */
    private static int nmExponent(byte units) {
        return switch (units & 7) {
            case NiftiField.METRE -> 9;
            case NiftiField.MICROMETRE -> 3;
            default -> 6;
        };
    }

    private static float width(ByteBuffer header, int axis) {
        return Math.abs(header.getFloat(NiftiField.PIXDIM + axis * Float.BYTES));
    }

    private static boolean isSize(float width) {
        return width > 0 && Float.isFinite(width);
    }

    /** By the float's decimal digits, so that 0.7 mm is 700000 nm and not 699999.988. */
    private static double nm(float width, int exponent) {
        return new BigDecimal(Float.toString(width)).scaleByPowerOfTen(exponent).doubleValue();
    }
}
