// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Optional;
import org.samda.SamdaException;

/**
 * Turns the samples of a decoded image into grey values without any colour or gamma conversion.
 *
 * <p>Accepted are one channel, three channels that are equal everywhere, either of them with an opaque alpha channel,
 * and palette indices whose palette entries are grey.
 */
final class GreySamples {
    private final String image;
    private final Raster raster;
    private final Optional<int[]> palette;

    /**
     * @param image   what to call the image in messages
     * @param raster  samples as stored, whole numbers or floats; its place is that of its pixels in the image
     * @param palette colours of the palette as 0xRRGGBB, empty where samples are values
     */
    GreySamples(String image, Raster raster, Optional<int[]> palette) {
        this.image = image;
        this.raster = raster;
        this.palette = palette;
    }

    /** The colours of a palette as 0xRRGGBB. */
    static int[] colours(IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        return Arrays.stream(colours).map(argb -> argb & 0xFFFFFF).toArray();
    }

    /**
     * @param grey gets one value per pixel, row-major, x fastest: the stored numbers, or the grey of the palette entry
     * @param at   index of the first
     * @throws SamdaException if a pixel is coloured or not opaque
     */
    void put(float[] grey, int at) {
        int left = raster.getMinX();
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        float[] row = new float[width * bands];
        int next = at;
        for (int y = raster.getMinY(); y < raster.getMinY() + raster.getHeight(); y++) {
            raster.getPixels(left, y, width, 1, row);
            for (int i = 0; i < width; i++) {
                grey[next++] = bands == 1 ? single(row[i], left + i, y) : greyOf(row, i * bands, left + i, y);
            }
        }
    }

    private float single(float sample, int x, int y) {
        return palette.isPresent() ? paletteGrey(palette.get(), (int) sample, x, y) : sample;
    }

    private float paletteGrey(int[] colours, int index, int x, int y) {
        if (index >= colours.length) {
            throw new SamdaException(
                    "%s is damaged: pixel (%d, %d) has colour number %d, expected less than %d. Export it again."
                            .formatted(image, x, y, index, colours.length));
        }
        int red = colours[index] >> 16;
        int green = colours[index] >> 8 & 0xFF;
        int blue = colours[index] & 0xFF;
        requireGrey(red, green, blue, x, y);
        return red;
    }

    private float greyOf(float[] row, int first, int x, int y) {
        int bands = raster.getNumBands();
        boolean colour = bands >= 3;
        if (colour) {
            requireGrey(row[first], row[first + 1], row[first + 2], x, y);
        }
        int alpha = colour ? 3 : 1;
        if (bands > alpha && row[first + alpha] != opaque()) {
            throw new SamdaException(
                    "%s has transparent pixels, the first at (%d, %d), expected opaque grey. Remove its alpha channel."
                            .formatted(image, x, y));
        }
        return row[first];
    }

    private void requireGrey(float red, float green, float blue, int x, int y) {
        if (red != green || green != blue) {
            throw new SamdaException(
                    "%s is a colour image (red %.0f, green %.0f, blue %.0f at pixel (%d, %d)), expected grey. Convert it with Fiji: Image > Type > 8-bit."
                            .formatted(image, red, green, blue, x, y));
        }
    }

    private int opaque() {
        return (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    }
}
