// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * A grey image (one section of a volume): row-major float values, x fastest, in the units of the file it came from.
 *
 * <p>A plain holder: the array is lent, not copied, and nobody changes it after handing it over.
 *
 * @param width  pixels along x, at least 1
 * @param height pixels along y, at least 1
 * @param pixels {@code width * height} grey values; value (x, y) is at {@code y * width + x}
 */
@SuppressWarnings("ArrayRecordComponent")
public record GreyImage(int width, int height, float[] pixels) {

    public GreyImage {
        if (width < 1 || height < 1 || (long) width * height != pixels.length) {
            throw new IllegalArgumentException(
                    "image of " + width + " x " + height + " px with " + pixels.length + " values");
        }
    }

    public float at(int x, int y) {
        return pixels[y * width + x];
    }
}
