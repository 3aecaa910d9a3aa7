// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Arrays;

/**
 * A box of grey values: x fastest, then y, then z, in the units of the file they came from.
 *
 * <p>A plain holder: the array is lent, not copied, and nobody changes it after handing it over.
 *
 * @param width  voxels along x, at least 1
 * @param height voxels along y, at least 1
 * @param depth  sections, at least 1
 * @param values {@code width * height * depth} grey values; value (x, y, z) is at {@code (z * height + y) * width + x}
 */
@SuppressWarnings("ArrayRecordComponent")
public record GreyBlock(int width, int height, int depth, float[] values) {

    public GreyBlock {
        if (width < 1 || height < 1 || depth < 1 || (long) width * height * depth != values.length) {
            throw new IllegalArgumentException(
                    "block of " + width + " x " + height + " x " + depth + " voxels with " + values.length + " values");
        }
    }

    /** One section, 0 to {@code depth - 1}: a copy, or the block's own array where it has no other section. */
    public GreyImage section(int z) {
        if (depth == 1) {
            return new GreyImage(width, height, values);
        }
        int area = width * height;
        return new GreyImage(width, height, Arrays.copyOfRange(values, z * area, (z + 1) * area));
    }
}
