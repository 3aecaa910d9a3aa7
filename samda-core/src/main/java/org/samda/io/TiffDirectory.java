// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.Map;
import java.util.Set;

/**
 * The fields of one page of a TIFF file that say how its pixels are stored.
 *
 * @param fields      numeric fields by their tag, only those in {@link #USED}
 * @param description the text field ImageDescription, empty where there is none
 */
record TiffDirectory(Map<Integer, double[]> fields, String description) {

    static final Set<Integer> USED = Set.of(
            TiffTag.IMAGE_WIDTH,
            TiffTag.IMAGE_LENGTH,
            TiffTag.BITS_PER_SAMPLE,
            TiffTag.COMPRESSION,
            TiffTag.PHOTOMETRIC,
            TiffTag.STRIP_OFFSETS,
            TiffTag.SAMPLES_PER_PIXEL,
            TiffTag.STRIP_BYTE_COUNTS,
            TiffTag.X_RESOLUTION,
            TiffTag.Y_RESOLUTION,
            TiffTag.RESOLUTION_UNIT,
            TiffTag.TILE_WIDTH,
            TiffTag.TILE_LENGTH,
            TiffTag.TILE_OFFSETS,
            TiffTag.TILE_BYTE_COUNTS,
            TiffTag.EXTRA_SAMPLES,
            TiffTag.SAMPLE_FORMAT);

    /** The first value of a field, or the default of the TIFF specification where it is missing. */
    double number(int tag, double otherwise) {
        double[] values = numbers(tag);
        return values.length == 0 ? otherwise : values[0];
    }

    /** All values of a field, none where it is missing. */
    double[] numbers(int tag) {
        return fields.getOrDefault(tag, new double[0]);
    }

    /** Where the parts of the image begin, tiles or strips. */
    double[] partOffsets() {
        return isTiled() ? numbers(TiffTag.TILE_OFFSETS) : numbers(TiffTag.STRIP_OFFSETS);
    }

    /** How many bytes each part of the image takes, tiles or strips. */
    double[] partBytes() {
        return isTiled() ? numbers(TiffTag.TILE_BYTE_COUNTS) : numbers(TiffTag.STRIP_BYTE_COUNTS);
    }

    boolean isTiled() {
        return fields.containsKey(TiffTag.TILE_OFFSETS);
    }
}
