// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.Map;
import java.util.Set;
import org.samda.SamdaException;

/** How the pixels of a TIFF page are packed, by the numbers of the field Compression (TIFF 6.0 and its registered tags). */
final class TiffCompression {

    /** None, CCITT (1 bit), LZW, Deflate, PackBits and the older number of Deflate. */
    private static final Set<Integer> READ = Set.of(1, 2, 3, 4, 5, 8, 32773, 32946);

    private static final Map<Integer, String> OTHERS = Map.of(
            6, "old JPEG",
            7, "JPEG",
            34712, "JPEG 2000",
            34887, "LERC",
            34925, "LZMA",
            34934, "JPEG XR",
            50000, "Zstandard",
            50001, "WebP",
            50002, "JPEG XL");

    private TiffCompression() {}

    /**
     * @param number the field's value
     * @param page   what to call the page in messages
     * @throws SamdaException if it cannot be read here; names it
     */
    static void requireKnown(int number, String page) {
        if (!READ.contains(number)) {
            throw new SamdaException(
                    "%s is compressed with %s (method %d), expected none, LZW, Deflate or PackBits. Open it in Fiji and save it again as TIFF."
                            .formatted(page, OTHERS.getOrDefault(number, "an unknown codec"), number));
        }
    }
}
