// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * {@code (x - mean) / deviation} for each channel, with the constants of ImageNet for values from 0 to 255.
 *
 * <p>The constants belong to red, green and blue in this order; the image's channels may be taken in another.
 */
enum Standardization {
    /** Channels as they are. */
    RGB(false),
    /** Red and blue exchanged, but not the constants. */
    BGR(true);

    private final boolean exchanged;

    Standardization(boolean exchanged) {
        this.exchanged = exchanged;
    }

    /** The image at this place of a larger one that is 0 elsewhere. */
    EncoderImage apply(ByteImage image, int height, int width, EncoderImage.Region place) {
        float[] values = new float[EncoderImage.CHANNELS * height * width];
        for (int c = 0; c < EncoderImage.CHANNELS; c++) {
            int channel = Math.min(exchanged ? EncoderImage.CHANNELS - 1 - c : c, image.channels() - 1);
            for (int y = 0; y < image.height(); y++) {
                int to = (c * height + place.top() + y) * width + place.left();
                for (int x = 0; x < image.width(); x++) {
                    values[to + x] = standardized(image.at(y, x, channel), c);
                }
            }
        }
        return new EncoderImage(height, width, values, place);
    }

    private static float standardized(float value, int channel) {
        return (value - ImageNet.MEAN.get(channel)) / ImageNet.DEVIATION.get(channel);
    }
}
