// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

/**
 * What one embedding consists of.
 *
 * @param channels  C
 * @param height    h, rows of the grid
 * @param width     w, columns of the grid
 * @param precision of each value
 */
public record EntryShape(int channels, int height, int width, StoredPrecision precision) {
    private static final long LARGEST = 1L << 30;

    public EntryShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "an embedding of " + channels + " channels of " + height + " x " + width + " values");
        }
        if ((double) channels * height * width * StoredPrecision.BYTES > LARGEST) {
            throw new IllegalArgumentException("an embedding of more than " + LARGEST + " bytes");
        }
    }

    /** Bytes of an entry. */
    public int bytes() {
        return channels * height * width * StoredPrecision.BYTES;
    }
}
