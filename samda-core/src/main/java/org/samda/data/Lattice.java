// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.stream.IntStream;
import org.samda.image.TileGrid;

/**
 * The places of training patches that have an embedding to be kept (PAPER section 3, embedding bank): the tiles that
 * inference covers an image with, in steps of half a patch. An image that is smaller than a patch has one place along that
 * axis, with the image in its middle as in inference.
 *
 * @param patchWidth  px along x, at least 1
 * @param patchHeight px along y, at least 1
 */
public record Lattice(int patchWidth, int patchHeight) {
    /** What stands for this rule in the name of what was computed by it; to be changed with the rule. */
    public static final String RULE = "half-patch steps, centred";

    public Lattice {
        if (patchWidth < 1 || patchHeight < 1) {
            throw new IllegalArgumentException("a lattice of patches of " + patchWidth + " x " + patchHeight + " px");
        }
    }

    /** Number of tiles of an image of this size. */
    public int tiles(TrainingImage.Size size) {
        return Math.multiplyExact(starts(size.width(), patchWidth).length, starts(size.height(), patchHeight).length);
    }

    /** Number of symmetries that map a patch to one of the same size: 8 of a square, else 4. */
    public int symmetries() {
        return patchWidth == patchHeight ? Symmetry.OF_SQUARES : Symmetry.OF_RECTANGLES;
    }

    /** The tiles, counted row by row, that show the pixel (x, y). */
    int[] tilesAt(TrainingImage.Size size, int x, int y) {
        int[] lefts = starts(size.width(), patchWidth);
        int[] rows = covering(starts(size.height(), patchHeight), patchHeight, y);
        int[] columns = covering(lefts, patchWidth, x);
        return IntStream.of(rows)
                .flatMap(row -> IntStream.of(columns).map(column -> row * lefts.length + column))
                .toArray();
    }

    /** The middle of a tile. */
    PatchPlacement placement(TrainingImage.Size size, int tile, PatchPlacement.Matrix matrix) {
        int[] lefts = starts(size.width(), patchWidth);
        int[] tops = starts(size.height(), patchHeight);
        return new PatchPlacement(
                lefts[tile % lefts.length] + (patchWidth - 1) / 2.0,
                tops[tile / lefts.length] + (patchHeight - 1) / 2.0,
                matrix);
    }

    /** Where tiles begin along an axis; below 0 if the image is smaller. */
    static int[] starts(int length, int patch) {
        int framed = Math.max(length, patch);
        int before = (framed - length) / 2;
        int[] starts = TileGrid.starts(framed, patch, TileGrid.DEFAULT_STEP);
        return IntStream.of(starts).map(start -> start - before).toArray();
    }

    private static int[] covering(int[] starts, int patch, int pixel) {
        return IntStream.range(0, starts.length)
                .filter(i -> starts[i] <= pixel && pixel < starts[i] + patch)
                .toArray();
    }
}
