// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * An image of labels (one section of a volume): whole numbers, row-major, x fastest.
 *
 * <p>Whether the numbers are class indices {@code 0..K-1} or the label values of a file is said where one is handed
 * over. A plain holder: the array is lent, not copied, and nobody changes it after handing it over.
 *
 * @param width  pixels along x, at least 1
 * @param height pixels along y, at least 1
 * @param labels {@code width * height} labels; label (x, y) is at {@code y * width + x}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelImage(int width, int height, int[] labels) {

    public LabelImage {
        if (width < 1 || height < 1 || (long) width * height != labels.length) {
            throw new IllegalArgumentException(
                    "labels of " + width + " x " + height + " px with " + labels.length + " values");
        }
    }

    public int at(int x, int y) {
        return labels[y * width + x];
    }
}
