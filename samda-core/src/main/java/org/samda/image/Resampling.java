// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * Resizes images with half-pixel centres and a triangle filter: bilinear when growing, antialiased when shrinking.
 *
 * <p>When an axis shrinks by a factor f the triangle is f times as wide, so every input pixel counts. Weights of pixels
 * beyond an edge are left out and the rest scaled to sum 1, so a constant image stays constant and no value leaves the
 * range of its input.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * @param image     any grey values
     * @param newWidth  at least 1
     * @param newHeight at least 1
     * @return the image at its new size; the same object if the size is unchanged
     */
    public static GreyImage grey(GreyImage image, int newWidth, int newHeight) {
        if (newWidth == image.width() && newHeight == image.height()) {
            return image;
        }
        FilterWeights horizontal = FilterWeights.triangle(image.width(), newWidth);
        FilterWeights vertical = FilterWeights.triangle(image.height(), newHeight);
        float[] rows = horizontal.alongRows(image.pixels(), image.height());
        return new GreyImage(newWidth, newHeight, vertical.alongColumns(rows, newWidth));
    }

    /**
     * Resizes each class's 0/1 mask like {@link #grey} and gives every pixel the class with the largest share; of equal
     * shares the higher class wins, so one foreground class wins from 0.5 on.
     *
     * @param labels    class indices 0..classes-1
     * @param newWidth  at least 1
     * @param newHeight at least 1
     * @param classes   number of classes including background, at least 1
     * @return class indices at the new size; the same object if the size is unchanged
     */
    public static LabelImage labels(LabelImage labels, int newWidth, int newHeight, int classes) {
        if (newWidth == labels.width() && newHeight == labels.height()) {
            return labels;
        }
        int[] winner = new int[Math.multiplyExact(newWidth, newHeight)];
        float[] best = new float[winner.length];
        for (int c = 0; c < classes; c++) {
            float[] share = grey(mask(labels, c), newWidth, newHeight).pixels();
            for (int i = 0; i < winner.length; i++) {
                // The tolerance absorbs rounding of the weights, so that an exact tie is seen as one.
                if (share[i] > 0 && share[i] >= best[i] - 1e-6f) {
                    best[i] = share[i];
                    winner[i] = c;
                }
            }
        }
        return new LabelImage(newWidth, newHeight, winner);
    }

    private static GreyImage mask(LabelImage labels, int index) {
        float[] mask = new float[labels.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels.labels()[i] == index ? 1 : 0;
        }
        return new GreyImage(labels.width(), labels.height(), mask);
    }
}
