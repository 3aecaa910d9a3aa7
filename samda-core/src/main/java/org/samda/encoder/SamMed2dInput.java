// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/** SAM-Med2D's preprocessing, as its training did it (COMPONENTS section 5). */
final class SamMed2dInput {
    private static final int SIDE = 256;

    private SamMed2dInput() {}

    static EncoderImage prepare(ByteImage image) {
        int height = image.height();
        int width = image.width();
        if (height < SIDE && width < SIDE) {
            EncoderImage.Region centre =
                    new EncoderImage.Region((SIDE - height) / 2, (SIDE - width) / 2, height, width);
            return Standardization.BGR.apply(image, SIDE, SIDE, centre);
        }
        ByteImage resized = NearestResize.resize(image, SIDE, SIDE);
        return Standardization.BGR.apply(resized, SIDE, SIDE, new EncoderImage.Region(0, 0, SIDE, SIDE));
    }
}
