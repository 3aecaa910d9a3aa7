// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * Resizes an image of any size part by part, as {@link Resampling#grey} resizes it as a whole: the parts are the same, bit
 * for bit.
 *
 * @param width     of the image, px
 * @param height    of the image, px
 * @param newWidth  of the resized image, at least 1
 * @param newHeight of the resized image, at least 1
 */
public record PartResampling(int width, int height, int newWidth, int newHeight) {

    /**
     * The part of the image that a part of the resized image is made of.
     *
     * @param wanted inside the resized image
     */
    public Tile source(Tile wanted) {
        if (isIdentity()) {
            return wanted;
        }
        FilterWeights horizontal = horizontal(wanted);
        FilterWeights vertical = vertical(wanted);
        return new Tile(horizontal.first(), vertical.first(), horizontal.count(), vertical.count());
    }

    /**
     * Part of the resized image.
     *
     * @param source the image's part {@link #source}
     * @param wanted inside the resized image
     * @return of the size of {@code wanted}; the same object where nothing is resized
     */
    public GreyImage grey(GreyImage source, Tile wanted) {
        if (isIdentity()) {
            return source;
        }
        FilterWeights horizontal = horizontal(wanted).ofCounted();
        FilterWeights vertical = vertical(wanted).ofCounted();
        if (horizontal.inputLength() != source.width() || vertical.inputLength() != source.height()) {
            throw new IllegalArgumentException("a part of %d x %d px, expected %d x %d"
                    .formatted(source.width(), source.height(), horizontal.inputLength(), vertical.inputLength()));
        }
        float[] rows = horizontal.alongRows(source.pixels(), source.height());
        return new GreyImage(wanted.width(), wanted.height(), vertical.alongColumns(rows, wanted.width()));
    }

    /** Back to the size before. */
    public PartResampling inverse() {
        return new PartResampling(newWidth, newHeight, width, height);
    }

    /** Whether the size stays the same. */
    public boolean isIdentity() {
        return width == newWidth && height == newHeight;
    }

    private FilterWeights horizontal(Tile wanted) {
        return FilterWeights.triangle(width, newWidth, wanted.x(), wanted.width());
    }

    private FilterWeights vertical(Tile wanted) {
        return FilterWeights.triangle(height, newHeight, wanted.y(), wanted.height());
    }
}
