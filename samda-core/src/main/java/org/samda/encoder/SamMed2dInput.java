// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/** SAM-Med2D's preprocessing, as its training did it (COMPONENTS section 5). */
final class SamMed2dInput {
    static final int SIDE = 256;

    private SamMed2dInput() {}

    static EncoderImage prepare(ByteImage image) {
        EncoderImage.Region place = place(image.height(), image.width());
        ByteImage resized = NearestResize.resize(image, place.height(), place.width());
        return Standardization.BGR.apply(resized, SIDE, SIDE, place);
    }

    /** The centre for an image that is smaller, all of it for any other. */
    static EncoderImage.Region place(int height, int width) {
        return height < SIDE && width < SIDE
                ? new EncoderImage.Region((SIDE - height) / 2, (SIDE - width) / 2, height, width)
                : new EncoderImage.Region(0, 0, SIDE, SIDE);
    }
}
