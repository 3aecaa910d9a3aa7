// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.Tile;
import org.samda.image.TileGrid;
import org.samda.torch.Engine;

/**
 * How visible the borders of tiles are: the mean difference of neighbouring pixels across a border, over that everywhere
 * else. 1 is invisible.
 */
class SeamTest {
    private static final int SIDE = 64;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 150;

    @Test
    void tilesWithoutOverlapShowTheirBordersAndOverlappingOnesDoNot() {
        double without = seams(1);
        double eighth = seams(0.875);
        double half = seams(0.5);
        String found = "none %.3f, an eighth %.3f, half %.3f".formatted(without, eighth, half);
        assertTrue(without > 1.3, found);
        assertTrue(eighth < 1.1, found);
        assertTrue(half < 1.1, found);
    }

    @Test
    void theNumberOfThreadsDoesNotChangeAPixel() {
        TileNetwork.Network network = TinyNetwork.unet(2);
        assertArrayEquals(
                prediction(network, 0.5, 1).pixels(),
                prediction(network, 0.5, 2).pixels(),
                1e-5f);
    }

    private static GreyImage prediction(TileNetwork.Network network, double step, int threads) {
        Engine engine = Engine.start(OptionalInt.of(threads), "cpu", "fp32");
        TileNetwork tiles = new TileNetwork(network, engine, Averaging.NONE);
        GreyImage image = waves();
        return new TiledPrediction(tiles, new Tile(0, 0, SIDE, SIDE), 2, step)
                .logits(List.of(InputChannel.zScored(image)))
                .get(1);
    }

    /** Smooth, so that what jumps is the prediction. */
    private static GreyImage waves() {
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / WIDTH;
            pixels[i] = (float) (Math.sin(i % WIDTH / 9.0) + Math.cos(row / 7.0));
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    private static double seams(double step) {
        GreyImage logits = prediction(TinyNetwork.blur(2), step, 1);
        Set<Integer> borders = new TreeSet<>();
        for (int start : TileGrid.starts(WIDTH, SIDE, step)) {
            borders.add(start);
            borders.add(start + SIDE);
        }
        double across = 0;
        double elsewhere = 0;
        int bordering = 0;
        int others = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 1; x < WIDTH; x++) {
                double difference = Math.abs(logits.at(x, y) - logits.at(x - 1, y));
                if (borders.contains(x)) {
                    across += difference;
                    bordering++;
                } else {
                    elsewhere += difference;
                    others++;
                }
            }
        }
        return across / bordering / (elsewhere / others);
    }
}
