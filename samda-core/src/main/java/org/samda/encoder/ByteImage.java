// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import org.samda.image.GreyImage;
import org.samda.image.GreyRange;

/**
 * An image of 8 bits per channel, as the published preprocessings take it: row-major, channels fastest.
 *
 * <p>A plain holder: the array is lent, not copied, and nobody changes it after handing it over.
 *
 * @param height   rows, at least 1
 * @param width    columns, at least 1
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param values   {@code height * width * channels} unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record ByteImage(int height, int width, int channels, byte[] values) {

    public ByteImage {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "image of %d x %d px (W x H) and %d channels".formatted(width, height, channels));
        }
        if ((long) height * width * channels != values.length) {
            throw new IllegalArgumentException("image of %d x %d px (W x H) and %d channels with %d values"
                    .formatted(width, height, channels, values.length));
        }
    }

    /** A grey image in 8 bits; fractions are cut off. */
    public static ByteImage of(GreyImage image, GreyRange range) {
        byte[] bytes = new byte[image.pixels().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) range.map(image.pixels()[i]);
        }
        return new ByteImage(image.height(), image.width(), 1, bytes);
    }

    int at(int y, int x, int channel) {
        return values[(y * width + x) * channels + channel] & 0xFF;
    }

    /** One channel as numbers, row-major. */
    double[] plane(int channel) {
        double[] plane = new double[height * width];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = values[i * channels + channel] & 0xFF;
        }
        return plane;
    }
}
