// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Arrays;

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

    /** An image of one value. */
    public static GreyImage filled(int width, int height, float value) {
        float[] pixels = new float[width * height];
        Arrays.fill(pixels, value);
        return new GreyImage(width, height, pixels);
    }

    public float at(int x, int y) {
        return pixels[y * width + x];
    }

    /**
     * A copy of a part.
     *
     * @param part inside the image
     */
    public GreyImage part(Tile part) {
        float[] copy = new float[part.width() * part.height()];
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(pixels, (part.y() + y) * width + part.x(), copy, y * part.width(), part.width());
        }
        return new GreyImage(part.width(), part.height(), copy);
    }

    /**
     * A copy with a frame around it.
     *
     * @param frameWidth  px
     * @param frameHeight px
     * @param left        where this image begins in it
     * @param top         where this image begins in it
     * @param outside     value of the frame
     */
    public GreyImage framed(int frameWidth, int frameHeight, int left, int top, float outside) {
        GreyImage framed = filled(frameWidth, frameHeight, outside);
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * width, framed.pixels, (top + y) * frameWidth + left, width);
        }
        return framed;
    }
}
