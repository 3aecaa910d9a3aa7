// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.samda.Interruptions;
import org.samda.image.GreyImage;
import org.samda.image.Tile;
import org.samda.image.TileGrid;

/**
 * Predicts an image of any size with a network that takes tiles of one size: overlapping tiles, their raw scores
 * averaged with {@link GaussianWeights}, all in float32 (COMPONENTS section 13).
 *
 * <p>An image smaller than the tile is surrounded with its mean. Memory: classes + 2
 * floats for each pixel.
 */
final class TiledPrediction {
    /** About this many px go through the network at once, so that small tiles keep all threads busy. */
    private static final int BATCH_PX = 1 << 20;

    private static final int LARGEST_BATCH = 8;

    private final TileNetwork network;
    private final int tileWidth;
    private final int tileHeight;
    private final int classes;
    private final float[] weights;
    private final double step;
    private final int batch;

    /** With half-overlapping tiles. */
    TiledPrediction(TileNetwork network, int tileWidth, int tileHeight, int classes) {
        this(network, new Tile(0, 0, tileWidth, tileHeight), classes, TileGrid.DEFAULT_STEP);
    }

    /**
     * @param tile its size
     * @param step largest distance of neighbouring tiles as a fraction of the tile
     */
    TiledPrediction(TileNetwork network, Tile tile, int classes, double step) {
        this(network, tile, classes, step, batch(tile.width() * tile.height()));
    }

    private TiledPrediction(TileNetwork network, Tile tile, int classes, double step, int batch) {
        this.network = network;
        tileWidth = tile.width();
        tileHeight = tile.height();
        this.classes = classes;
        this.step = step;
        weights = GaussianWeights.of(tileWidth, tileHeight);
        this.batch = batch;
    }

    private static int batch(int tilePixels) {
        return Math.max(1, Math.min(LARGEST_BATCH, BATCH_PX / tilePixels));
    }

    /**
     * The same with as many tiles at once as memory allows.
     *
     * @param bytes that the program may take in all
     */
    TiledPrediction within(TileMemory memory, long bytes) {
        int tiles = memory.tiles(bytes, weights.length, batch);
        return new TiledPrediction(network, tile(), classes, step, tiles);
    }

    /** The size of a tile, at the place (0, 0). */
    Tile tile() {
        return new Tile(0, 0, tileWidth, tileHeight);
    }

    int classes() {
        return classes;
    }

    /** Largest distance of neighbouring tiles as a fraction of the tile. */
    double step() {
        return step;
    }

    /**
     * Raw class scores of every pixel.
     *
     * @param channels as many as the network takes, all of one size
     * @return one image of scores for each class, all of the channels' size
     */
    List<GreyImage> logits(List<InputChannel> channels) {
        GreyImage image = channels.get(0).image();
        int width = Math.max(image.width(), tileWidth);
        int height = Math.max(image.height(), tileHeight);
        return logits(channels, TileGrid.of(width, height, tileWidth, tileHeight, step));
    }

    /**
     * The same with other tiles.
     *
     * @param tiles inside the image, surrounded to be as large as a tile; they cover all of it
     */
    List<GreyImage> logits(List<InputChannel> channels, List<Tile> tiles) {
        Padding padding = Padding.toAtLeast(channels.get(0).image(), tileWidth, tileHeight);
        List<GreyImage> images = channels.stream().map(padding::pad).toList();
        GreyImage padded = images.get(0);
        WeightedScores scores = new WeightedScores(classes, padded.width(), padded.height());
        for (int first = 0; first < tiles.size(); first += batch) {
            Interruptions.check();
            List<Tile> some = tiles.subList(first, Math.min(first + batch, tiles.size()));
            scores.add(some, network.logits(pixels(images, some), tileWidth, tileHeight), weights);
        }
        return scores.means().stream().map(padding::crop).toList();
    }

    /** Float32 [N, C, height, width]. */
    private static float[] pixels(List<GreyImage> channels, List<Tile> tiles) {
        int area = tiles.get(0).width() * tiles.get(0).height();
        float[] pixels = new float[tiles.size() * channels.size() * area];
        int to = 0;
        for (Tile tile : tiles) {
            for (GreyImage channel : channels) {
                copy(channel, tile, pixels, to);
                to += area;
            }
        }
        return pixels;
    }

    private static void copy(GreyImage image, Tile tile, float[] pixels, int to) {
        for (int y = 0; y < tile.height(); y++) {
            int from = (tile.y() + y) * image.width() + tile.x();
            System.arraycopy(image.pixels(), from, pixels, to + y * tile.width(), tile.width());
        }
    }
}
