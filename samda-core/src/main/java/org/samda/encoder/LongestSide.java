// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/** SAM's preprocessing (COMPONENTS section 3). */
final class LongestSide {
    static final int SIDE = 1024;

    private LongestSide() {}

    static EncoderImage prepare(ByteImage image) {
        EncoderImage.Region size = resized(image.height(), image.width(), SIDE);
        ByteImage resized = PillowBilinear.resize(image, size.height(), size.width());
        return Standardization.RGB.apply(resized, SIDE, SIDE, size);
    }

    /** The size at which the longer side has this many pixels, rounded half up; at least one pixel. */
    static EncoderImage.Region resized(int height, int width, int side) {
        double scale = (double) side / Math.max(height, width);
        return new EncoderImage.Region(
                0, 0, Math.max(1, (int) (height * scale + 0.5)), Math.max(1, (int) (width * scale + 0.5)));
    }
}
