// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Covers an image with equally large, overlapping tiles, placed as nnU-Net places them (COMPONENTS section 13): where
 * inference computes, and where training patches lie that have an embedding to be kept.
 */
public final class TileGrid {

    /** Distance of neighbouring tiles as a fraction of the tile: half a tile of overlap. */
    public static final double DEFAULT_STEP = 0.5;

    private TileGrid() {}

    /**
     * The tiles of an image, row by row, x fastest; every pixel is in at least one and all lie inside the image.
     *
     * @param imageWidth  px, at least {@code tileWidth}; a smaller image is padded by the caller first
     * @param imageHeight px, at least {@code tileHeight}
     * @param tileWidth   px, at least 1
     * @param tileHeight  px, at least 1
     * @param step        largest distance of neighbouring tiles as a fraction of the tile, above 0, at most 1
     */
    public static List<Tile> of(int imageWidth, int imageHeight, int tileWidth, int tileHeight, double step) {
        int[] lefts = starts(imageWidth, tileWidth, step);
        int[] tops = starts(imageHeight, tileHeight, step);
        List<Tile> tiles = new ArrayList<>(lefts.length * tops.length);
        for (int top : tops) {
            for (int left : lefts) {
                tiles.add(new Tile(left, top, tileWidth, tileHeight));
            }
        }
        return List.copyOf(tiles);
    }

    /**
     * Where tiles begin along one axis. The step is divided first and multiplied then, as nnU-Net does it, so that
     * ties round the same way.
     */
    public static int[] starts(int size, int tile, double step) {
        requireFits(size, tile, step);
        int last = size - tile;
        int count = (int) Math.ceil(last / (tile * step)) + 1;
        double distance = count > 1 ? (double) last / (count - 1) : 0;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) Math.rint(distance * i);
        }
        return starts;
    }

    private static void requireFits(int size, int tile, double step) {
        if (tile < 1 || size < tile) {
            throw new IllegalArgumentException("tiles of " + tile + " px in an image of " + size + " px");
        }
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("tile step must be above 0 and at most 1, got " + step);
        }
    }
}
