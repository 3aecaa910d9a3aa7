// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.Tile;

/** Sums the scores of overlapping tiles, each pixel with its weight, and divides by the sum of the weights at the end. */
final class WeightedScores {
    private final int width;
    private final int height;
    private final float[][] sums;
    private final float[] weightSums;

    WeightedScores(int classes, int width, int height) {
        this.width = width;
        this.height = height;
        sums = new float[classes][width * height];
        weightSums = new float[width * height];
    }

    /**
     * @param tiles   places of equally large tiles
     * @param scores  float32 [tiles, classes, H, W]
     * @param weights float32 [H, W], above 0
     */
    void add(List<Tile> tiles, float[] scores, float... weights) {
        for (int t = 0; t < tiles.size(); t++) {
            Tile tile = tiles.get(t);
            for (int y = 0; y < tile.height(); y++) {
                addRow(tile, y, scores, t * sums.length * weights.length, weights);
            }
        }
    }

    /** Mean scores of each class. Takes the sums: the object is used up. */
    List<GreyImage> means() {
        List<GreyImage> means = new ArrayList<>();
        for (float[] sum : sums) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= weightSums[i];
            }
            means.add(new GreyImage(width, height, sum));
        }
        return means;
    }

    private void addRow(Tile tile, int y, float[] scores, int firstScore, float... weights) {
        int to = (tile.y() + y) * width + tile.x();
        int row = y * tile.width();
        for (int x = 0; x < tile.width(); x++) {
            weightSums[to + x] += weights[row + x];
        }
        for (int c = 0; c < sums.length; c++) {
            float[] sum = sums[c];
            int from = firstScore + c * weights.length + row;
            for (int x = 0; x < tile.width(); x++) {
                sum[to + x] += weights[row + x] * scores[from + x];
            }
        }
    }
}
