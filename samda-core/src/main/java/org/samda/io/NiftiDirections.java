// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.samda.image.AxisDirections;

/**
 * Where in the subject the axes of a NIfTI volume run to: by its sform if it has one, else by its qform (nifti1.h, methods
 * 3 and 2). A header with neither, or with one that leads nowhere, does not say it.
 */
final class NiftiDirections {
    private static final int AXES = 3;

    private NiftiDirections() {}

    /** @param header at least 348 bytes, in the byte order of the file */
    static Optional<AxisDirections> of(ByteBuffer header) {
        return Optional.of(header)
                .filter(fields -> fields.getShort(NiftiField.SFORM_CODE) > 0)
                .map(NiftiDirections::sform)
                .filter(NiftiDirections::leadsSomewhere)
                .or(() -> Optional.of(header)
                        .filter(fields -> fields.getShort(NiftiField.QFORM_CODE) > 0)
                        .map(NiftiDirections::qform)
                        .filter(NiftiDirections::leadsSomewhere))
                .map(AxisDirections::nearest);
    }

    /** The columns of the matrix: where a step along each stored axis leads. */
    private static double[][] sform(ByteBuffer header) {
        double[][] steps = new double[AXES][AXES];
        for (int space = 0; space < AXES; space++) {
            for (int axis = 0; axis < AXES; axis++) {
                int at = NiftiField.SROW_X + space * NiftiField.SROW_BYTES + axis * Float.BYTES;
                steps[axis][space] = header.getFloat(at);
            }
        }
        return steps;
    }

    /** The columns of the rotation that the quaternion is, the third one reversed where the sign in pixdim says so. */
    private static double[][] qform(ByteBuffer header) {
        double b = header.getFloat(NiftiField.QUATERN_B);
        double c = header.getFloat(NiftiField.QUATERN_B + Float.BYTES);
        double d = header.getFloat(NiftiField.QUATERN_B + 2 * Float.BYTES);
        double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
        double sign = header.getFloat(NiftiField.PIXDIM) < 0 ? -1 : 1;
        return new double[][] {
            {a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)},
            {2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)},
            {sign * 2 * (b * d + a * c), sign * 2 * (c * d - a * b), sign * (a * a + d * d - b * b - c * c)}
        };
    }

    private static boolean leadsSomewhere(double[][] steps) {
        return Arrays.stream(steps).allMatch(step -> {
            double length = Math.hypot(Math.hypot(step[0], step[1]), step[2]);
            return length > 0 && Double.isFinite(length);
        });
    }
}
