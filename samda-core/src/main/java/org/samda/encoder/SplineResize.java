// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import org.samda.image.CubicSpline;
import org.samda.image.CubicSpline.Boundary;

/**
 * Resizes images by cubic splines, smoothed before where they shrink, as scikit-image's {@code resize} does it for MedSAM
 * (COMPONENTS section 7.2: order 3, mode reflect).
 *
 * <p>An axis whose size does not change is left alone.
 */
final class SplineResize {

    private SplineResize() {}

    /**
     * @param plane row-major, {@code height * width} values
     * @return row-major, {@code newHeight * newWidth} values, which may lie a little outside the input's range
     */
    static double[] resize(double[] plane, int height, int width, int newHeight, int newWidth) {
        double[] columns = transposed(plane, width, newWidth);
        return transposed(columns, height, newHeight);
    }

    /** The same for one axis: what becomes of each of its pixels alone. */
    static ResizedAxis axis(int length, int newLength) {
        double[] pixels = new double[length * length];
        for (int i = 0; i < length; i++) {
            pixels[i * length + i] = 1;
        }
        return new ResizedAxis(length, newLength, newLength == length ? pixels : transposed(pixels, length, newLength));
    }

    /** Rows of another length as columns. */
    private static double[] transposed(double[] plane, int length, int newLength) {
        double[] smooth = Smoothing.forShrinking(length, newLength).applyToRows(plane, length);
        return new CubicSpline(length, newLength, Boundary.REFLECT).resizeTransposed(smooth);
    }
}
