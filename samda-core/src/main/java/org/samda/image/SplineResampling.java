// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import org.samda.image.CubicSpline.Boundary;

/**
 * Resizes sections as nnU-Net resamples the plane of a case to another pixel size (COMPONENTS section 11): splines
 * without smoothing, the edge repeated, within the range of the input; double precision inside.
 *
 * <p>{@link Resampling} is the one that counts every pixel when an image shrinks.
 */
public final class SplineResampling {
    private static final double MAJORITY = 0.5;

    private SplineResampling() {}

    /**
     * How many pixels cover what {@code length} pixels covered before; halves become even.
     *
     * @param length     px
     * @param spacing    size of a pixel
     * @param newSpacing size of a new pixel, in the same unit
     */
    public static int length(int length, double spacing, double newSpacing) {
        return (int) Math.rint(spacing / newSpacing * length);
    }

    /**
     * By cubic splines: for grey values.
     *
     * @param image     finite grey values
     * @param newWidth  px, at least 1
     * @param newHeight px, at least 1
     * @return a new image with values in the range of the input; the same object if the size is unchanged
     */
    public static GreyImage grey(GreyImage image, int newWidth, int newHeight) {
        if (newWidth == image.width() && newHeight == image.height()) {
            return image;
        }
        CubicSpline alongX = new CubicSpline(image.width(), newWidth, Boundary.EDGE);
        CubicSpline alongY = new CubicSpline(image.height(), newHeight, Boundary.EDGE);
        double[] plane = alongY.resizeTransposed(alongX.resizeTransposed(doubles(image.pixels())));
        return new GreyImage(newWidth, newHeight, clipped(plane, image.pixels()));
    }

    /**
     * By straight lines: for logits.
     *
     * @param image     finite values
     * @param newWidth  px, at least 1
     * @param newHeight px, at least 1
     * @return a new image with values in the range of the input; the same object if the size is unchanged
     */
    public static GreyImage linear(GreyImage image, int newWidth, int newHeight) {
        if (newWidth == image.width() && newHeight == image.height()) {
            return image;
        }
        double[] plane = new Lines(image.width(), image.height(), newWidth, newHeight).resize(doubles(image.pixels()));
        return new GreyImage(newWidth, newHeight, clipped(plane, image.pixels()));
    }

    /**
     * Resizes each class's 0/1 mask by straight lines and gives its index to the pixels where it reaches 0.5; where two
     * classes reach it the higher one wins, where none does there is background.
     *
     * @param labels    class indices 0..classes-1, or -1 where the image is left out
     * @param newWidth  px, at least 1
     * @param newHeight px, at least 1
     * @param classes   number of classes including background, at least 1
     * @return class indices and -1 at the new size; the same object if the size is unchanged
     */
    public static LabelImage labels(LabelImage labels, int newWidth, int newHeight, int classes) {
        if (newWidth == labels.width() && newHeight == labels.height()) {
            return labels;
        }
        boolean[] occurs = occurring(labels, classes);
        Lines lines = new Lines(labels.width(), labels.height(), newWidth, newHeight);
        int[] winner = new int[Math.multiplyExact(newWidth, newHeight)];
        for (int index = -1; index < classes; index++) {
            if (occurs[index + 1]) {
                paint(lines.resize(mask(labels, index)), index, winner);
            }
        }
        return new LabelImage(newWidth, newHeight, winner);
    }

    private static void paint(double[] share, int index, int[] into) {
        for (int i = 0; i < into.length; i++) {
            if (share[i] >= MAJORITY) {
                into[i] = index;
            }
        }
    }

    /** Whether -1, 0, 1, … are among the labels. */
    private static boolean[] occurring(LabelImage labels, int classes) {
        boolean[] occurs = new boolean[classes + 1];
        for (int label : labels.labels()) {
            if (label < -1 || label >= classes) {
                throw new IllegalArgumentException(
                        "class indices must be -1 to " + (classes - 1) + " to be resized, got " + label);
            }
            occurs[label + 1] = true;
        }
        return occurs;
    }

    private static double[] mask(LabelImage labels, int index) {
        double[] mask = new double[labels.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels.labels()[i] == index ? 1 : 0;
        }
        return mask;
    }

    private static double[] doubles(float[] pixels) {
        double[] plane = new double[pixels.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = pixels[i];
        }
        return plane;
    }

    private static float[] clipped(double[] plane, float[] input) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float pixel : input) {
            min = Math.min(min, pixel);
            max = Math.max(max, pixel);
        }
        float[] pixels = new float[plane.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.max(min, Math.min(max, plane[i]));
        }
        return pixels;
    }

    /** Straight lines along both axes of a plane. */
    private record Lines(LinearSpline alongX, LinearSpline alongY) {

        Lines(int width, int height, int newWidth, int newHeight) {
            this(LinearSpline.between(width, newWidth), LinearSpline.between(height, newHeight));
        }

        double[] resize(double[] plane) {
            return alongY.resizeTransposed(alongX.resizeTransposed(plane));
        }
    }
}
