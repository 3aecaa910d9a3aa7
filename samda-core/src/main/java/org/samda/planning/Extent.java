// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.function.IntToDoubleFunction;
import org.samda.image.VolumeSize;

/**
 * One number per axis of a volume: a spacing, in any unit that is the same everywhere, or a size in voxels that may be the
 * median of several.
 *
 * @param z along axis 0, the sections, finite, above 0
 * @param y along axis 1, finite, above 0
 * @param x along axis 2, which is stored fastest, finite, above 0
 */
public record Extent(double z, double y, double x) {

    public Extent {
        requirePositive("z", z);
        requirePositive("y", y);
        requirePositive("x", x);
    }

    static Extent of(VolumeSize size) {
        return new Extent(size.z(), size.y(), size.x());
    }

    /** The value of each axis 0, 1, 2. */
    static Extent perAxis(IntToDoubleFunction value) {
        return new Extent(value.applyAsDouble(0), value.applyAsDouble(1), value.applyAsDouble(2));
    }

    double along(int axis) {
        return switch (axis) {
            case 0 -> z;
            case 1 -> y;
            default -> x;
        };
    }

    /** The axis of the largest value, the first of equals. */
    int largestAxis() {
        if (z >= y && z >= x) {
            return 0;
        }
        return y >= x ? 1 : 2;
    }

    /** The same with one axis moved to the front. */
    Extent withFirst(int axis) {
        return switch (axis) {
            case 0 -> this;
            case 1 -> new Extent(y, z, x);
            default -> new Extent(x, z, y);
        };
    }

    double product() {
        return z * y * x;
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("extent along " + name + " must be finite and above 0, got " + value);
        }
    }
}
