// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import java.util.function.UnaryOperator;

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
        UnaryOperator<double[]> smoothX = Smoothing.forShrinking(width, newWidth)::apply;
        UnaryOperator<double[]> smoothY = Smoothing.forShrinking(height, newHeight)::apply;
        double[] current = plane;
        if (newHeight != height) {
            current = alongY(current, width, smoothY);
        }
        if (newWidth != width) {
            current = alongX(current, width, smoothX);
            current = alongX(current, width, line -> CubicSpline.resize(line, newWidth));
        }
        return newHeight == height ? current : alongY(current, newWidth, line -> CubicSpline.resize(line, newHeight));
    }

    private static double[] alongX(double[] plane, int width, UnaryOperator<double[]> work) {
        int rows = plane.length / width;
        double[] result = new double[0];
        double[] line = new double[width];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(plane, y * width, line, 0, width);
            double[] changed = work.apply(line);
            if (y == 0) {
                result = new double[rows * changed.length];
            }
            System.arraycopy(changed, 0, result, y * changed.length, changed.length);
        }
        return result;
    }

    private static double[] alongY(double[] plane, int width, UnaryOperator<double[]> work) {
        int rows = plane.length / width;
        double[] result = new double[0];
        double[] line = new double[rows];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < rows; y++) {
                line[y] = plane[y * width + x];
            }
            double[] changed = work.apply(line);
            if (x == 0) {
                result = new double[changed.length * width];
            }
            for (int y = 0; y < changed.length; y++) {
                result[y * width + x] = changed[y];
            }
        }
        return result;
    }
}
