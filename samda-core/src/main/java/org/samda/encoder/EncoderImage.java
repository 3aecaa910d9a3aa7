// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * An image as a generic encoder takes it: three normalised channels, perhaps with padding around what shows the image.
 *
 * <p>A plain holder: the array is lent, not copied, and nobody changes it after handing it over.
 *
 * @param height rows, with padding
 * @param width  columns, with padding
 * @param values float32 {@code [3, height, width]}, row-major
 * @param valid  what is not padding
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncoderImage(int height, int width, float[] values, Region valid) {
    static final int CHANNELS = 3;

    /**
     * A rectangle of pixels.
     *
     * @param top    first row
     * @param left   first column
     * @param height rows
     * @param width  columns
     */
    public record Region(int top, int left, int height, int width) {}

    public EncoderImage {
        if ((long) CHANNELS * height * width != values.length) {
            throw new IllegalArgumentException(
                    "encoder image of %d x %d px (W x H) with %d values".formatted(width, height, values.length));
        }
    }

    /** An image without padding. */
    static EncoderImage whole(int height, int width, float[] values) {
        return new EncoderImage(height, width, values, new Region(0, 0, height, width));
    }
}
