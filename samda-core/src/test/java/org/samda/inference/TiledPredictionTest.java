// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.Tile;
import org.samda.image.TileGrid;

class TiledPredictionTest {
    private static final int TILE_WIDTH = 16;
    private static final int TILE_HEIGHT = 8;

    @Test
    void aNetworkThatLooksAtOnePixelGivesTheSameInTilesAsOnTheWholeImage() {
        GreyImage image = noise(41, 19);
        List<GreyImage> logits =
                tiled(TinyNetwork.threshold(), Averaging.NONE).logits(List.of(InputChannel.zScored(image)));
        assertArrayEquals(image.pixels(), logits.get(1).pixels(), 1e-6f);
        assertArrayEquals(new float[41 * 19], logits.get(0).pixels());
    }

    @Test
    void aPixelThatIsOnNoTilesRimGetsTheValueOfTheWholeImage() {
        GreyImage image = noise(45, 30);
        float[] whole = TinyNetwork.whole(TinyNetwork.slope(), image.pixels(), 45, 30);
        float[] inTiles = tiled(TinyNetwork.slope(), Averaging.NONE)
                .logits(List.of(InputChannel.zScored(image)))
                .get(0)
                .pixels();
        int compared = 0;
        for (int i = 0; i < inTiles.length; i++) {
            if (!isOnARim(i % 45, i / 45)) {
                assertEquals(whole[i], inTiles[i], 1e-4, "at " + i % 45 + ", " + i / 45);
                compared++;
            }
        }
        assertTrue(compared > 500, "compared only " + compared);
    }

    @Test
    void whereTilesDisagreeTheMiddleOfATileCountsMore() {
        // A network that says -1 in the left half of a tile and 1 in the right half.
        TileNetwork.Network halves = images -> {
            float[] half = new float[2 * TILE_WIDTH * TILE_HEIGHT];
            for (int i = 0; i < half.length; i++) {
                half[i] = i % TILE_WIDTH < TILE_WIDTH / 2 ? -1 : 1;
            }
            return org.samda.torch.Tensors.of(half, 1, 2, TILE_HEIGHT, TILE_WIDTH)
                    .repeat(images.size(0), 1, 1, 1);
        };
        float[] row = tiled(halves, Averaging.NONE)
                .logits(List.of(InputChannel.zScored(noise(24, TILE_HEIGHT))))
                .get(0)
                .pixels();
        // Tiles start at 0 and 8. Column 10: tile 0 says 1 at 2 px from its centre, tile 8 says -1 at 6 px; sigma 2.
        double near = Math.exp(-0.5);
        double far = Math.exp(-4.5);
        assertEquals((near - far) / (near + far), row[10], 1e-6);
        assertEquals(-1, row[0]);
        assertEquals(1, row[23]);
    }

    @Test
    void anImageSmallerThanATileIsCentredInZeros() {
        GreyImage image = new GreyImage(13, 5, constant(13 * 5, 1));
        float[][] seen = new float[1][];
        TileNetwork.Network spy = images -> {
            seen[0] = org.samda.torch.Tensors.floats(images);
            return TinyNetwork.threshold().logits(images);
        };
        List<GreyImage> logits = tiled(spy, Averaging.NONE).logits(List.of(InputChannel.zScored(image)));
        assertArrayEquals(image.pixels(), logits.get(1).pixels(), 1e-6f);
        // 3 columns are missing: 1 left, 2 right; 3 rows: 1 above, 2 below.
        for (int i = 0; i < seen[0].length; i++) {
            int x = i % TILE_WIDTH;
            int y = i / TILE_WIDTH;
            assertEquals(x >= 1 && x < 14 && y >= 1 && y < 6 ? 1 : 0, seen[0][i], "at " + x + ", " + y);
        }
    }

    @Test
    void mirroringEqualsTheAverageOfFourMirroredImagesMadeByHand() {
        GreyImage image = noise(TILE_WIDTH, TILE_HEIGHT);
        float[] expected = new float[2 * TILE_WIDTH * TILE_HEIGHT];
        for (int variant = 0; variant < 4; variant++) {
            boolean flipX = (variant & 1) == 1;
            boolean flipY = (variant & 2) == 2;
            float[] mirrored = mirror(image.pixels(), flipX, flipY);
            float[] back =
                    mirror(TinyNetwork.whole(TinyNetwork.slope(), mirrored, TILE_WIDTH, TILE_HEIGHT), flipX, flipY);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += back[i] / 4;
            }
        }
        List<GreyImage> logits =
                tiled(TinyNetwork.slope(), Averaging.MIRRORS).logits(List.of(InputChannel.zScored(image)));
        int area = TILE_WIDTH * TILE_HEIGHT;
        for (int c = 0; c < 2; c++) {
            float[] ofClass = java.util.Arrays.copyOfRange(expected, c * area, (c + 1) * area);
            assertArrayEquals(ofClass, logits.get(c).pixels(), 1e-4f);
        }
    }

    @Test
    void givesTheSameBitsTwiceAndWhateverTheNumberOfTiles() {
        TileNetwork network = TinyNetwork.of(TinyNetwork.unet(2));
        TiledPrediction prediction = new TiledPrediction(network, 16, 8, 2);
        GreyImage image = noise(60, 50);
        assertArrayEquals(
                prediction.logits(List.of(InputChannel.zScored(image))).get(1).pixels(),
                prediction.logits(List.of(InputChannel.zScored(image))).get(1).pixels());
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        TiledPrediction prediction = new TiledPrediction(
                new TileNetwork(TinyNetwork.unet(2), TinyNetwork.ENGINE, Averaging.MIRRORS), 16, 8, 2);
        GreyImage image = noise(30, 20);
        prediction.logits(List.of(InputChannel.zScored(image)));
        long before = Pointer.totalCount();
        for (int i = 0; i < 5; i++) {
            prediction.logits(List.of(InputChannel.zScored(image)));
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    static GreyImage noise(int width, int height) {
        Random random = new Random(3);
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return new GreyImage(width, height, pixels);
    }

    private static TiledPrediction tiled(TileNetwork.Network network, Averaging averaging) {
        return new TiledPrediction(new TileNetwork(network, TinyNetwork.ENGINE, averaging), TILE_WIDTH, TILE_HEIGHT, 2);
    }

    @Test
    void withAllSymmetriesATransposedImageHasTheTransposedPrediction() {
        int side = 16;
        TiledPrediction prediction = new TiledPrediction(
                new TileNetwork(TinyNetwork.unet(2), TinyNetwork.ENGINE, Averaging.SYMMETRIES), side, side, 2);
        GreyImage image = noise(side, side);
        GreyImage turned = transposed(image);
        float[] of =
                prediction.logits(List.of(InputChannel.zScored(image))).get(1).pixels();
        GreyImage ofTurned =
                prediction.logits(List.of(InputChannel.zScored(turned))).get(1);
        assertArrayEquals(of, transposed(ofTurned).pixels(), 1e-4f);
    }

    @Test
    void aTileThatIsNotSquareHasFourSymmetries() {
        assertEquals(4, Averaging.SYMMETRIES.images(16, 8).size());
        assertEquals(8, Averaging.SYMMETRIES.images(16, 16).size());
        assertEquals(4, Averaging.MIRRORS.images(16, 16).size());
        assertEquals(1, Averaging.NONE.images(16, 16).size());
    }

    private static GreyImage transposed(GreyImage image) {
        float[] pixels = new float[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.at(i / image.height(), i % image.height());
        }
        return new GreyImage(image.height(), image.width(), pixels);
    }

    private static boolean isOnARim(int x, int y) {
        for (Tile tile : TileGrid.of(45, 30, TILE_WIDTH, TILE_HEIGHT, 0.5)) {
            boolean inside = x >= tile.x() && x < tile.x() + TILE_WIDTH && y >= tile.y() && y < tile.y() + TILE_HEIGHT;
            boolean inner =
                    x > tile.x() && x < tile.x() + TILE_WIDTH - 1 && y > tile.y() && y < tile.y() + TILE_HEIGHT - 1;
            if (inside && !inner) {
                return true;
            }
        }
        return false;
    }

    /** Mirrors each plane of TILE_WIDTH x TILE_HEIGHT values. */
    private static float[] mirror(float[] planes, boolean flipX, boolean flipY) {
        float[] mirrored = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int x = i % TILE_WIDTH;
            int y = i / TILE_WIDTH % TILE_HEIGHT;
            int first = i - y * TILE_WIDTH - x;
            int fromX = flipX ? TILE_WIDTH - 1 - x : x;
            int fromY = flipY ? TILE_HEIGHT - 1 - y : y;
            mirrored[i] = planes[first + fromY * TILE_WIDTH + fromX];
        }
        return mirrored;
    }

    private static float[] constant(int length, float value) {
        float[] values = new float[length];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
