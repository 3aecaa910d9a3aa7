// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import org.samda.SamdaException;
import org.samda.image.VoxelBox;

/** The rule that grey values are finite. */
public final class FiniteValues {

    private FiniteValues() {}

    /**
     * @param values of a box, x fastest
     * @throws SamdaException that names the first voxel with NaN or an infinite value
     */
    public static void require(float[] values, VoxelBox box, Path file) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int row = i / box.width();
                throw new SamdaException(
                        "'%s' has the value %s at voxel (%d, %d, %d), expected finite numbers that fit into 32 bits. Replace it, for example in Python with numpy.nan_to_num."
                                .formatted(
                                        file,
                                        values[i],
                                        box.x() + i % box.width(),
                                        box.y() + row % box.height(),
                                        box.z() + row / box.height()));
            }
        }
    }
}
