// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import org.samda.image.TileGrid;

/**
 * How the tiles of an image are predicted.
 *
 * @param averaging over which images of a tile predictions are averaged
 * @param step      largest distance of neighbouring tiles as a fraction of a tile, above 0, at most 1: an overlap of an
 *                  eighth is .875
 */
public record Tiling(Averaging averaging, double step) {

    public Tiling {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("tile step must be above 0 and at most 1, got " + step);
        }
    }

    /** With nnU-Net's overlap of half a tile. */
    public static Tiling halfOverlapping(Averaging averaging) {
        return new Tiling(averaging, TileGrid.DEFAULT_STEP);
    }
}
