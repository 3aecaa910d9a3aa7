// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samda.image.Tile;

/** Which cell each pixel of a window belongs to, and how far its boundary is. */
final class CellMap {
    private static final int BLOCK = 16;

    private final Points points;
    private final int[] cell;
    private final float[] wall;
    private final float[] slant;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Long, Integer> indices = new HashMap<>();

    CellMap(Points points, Tissue tissue, long seed) {
        this.points = points;
        int pixels = points.window().pixels();
        cell = new int[pixels];
        wall = new float[pixels];
        slant = new float[pixels];
        Tile all = new Tile(0, 0, points.window().width(), points.window().height());
        fill(all, new Territory(tissue, seed, points.least(all), points.greatest(all)));
    }

    private void fill(Tile all, Territory territory) {
        for (int y = 0; y < all.height(); y += BLOCK) {
            for (int x = 0; x < all.width(); x += BLOCK) {
                int width = Math.min(BLOCK, all.width() - x);
                int height = Math.min(BLOCK, all.height() - y);
                fillBlock(new Tile(x, y, width, height), territory);
            }
        }
    }

    private void fillBlock(Tile block, Territory territory) {
        Vec low = points.least(block);
        Vec diagonal = points.greatest(block).plus(low, -1);
        territory.among(low.plus(diagonal, 0.5), diagonal.length() / 2);
        long key = 0;
        int index = -1;
        for (int j = block.y(); j < block.y() + block.height(); j++) {
            for (int i = block.x(); i < block.x() + block.width(); i++) {
                territory.find(points.at(i, j));
                if (index < 0 || key != territory.cellKey()) {
                    key = territory.cellKey();
                    index = indices.computeIfAbsent(key, k -> add(territory.cell()));
                }
                set(j * points.window().width() + i, index, territory);
            }
        }
    }

    private int add(Cell found) {
        cells.add(found);
        return cells.size() - 1;
    }

    private void set(int p, int index, Territory territory) {
        cell[p] = index;
        wall[p] = (float) territory.wall();
        slant[p] = (float) territory.slant();
    }

    Points points() {
        return points;
    }

    Window window() {
        return points.window();
    }

    /** The cells that have pixels here. */
    List<Cell> cells() {
        return cells;
    }

    /** Index in {@link #cells} of the cell of pixel {@code p}. */
    int index(int p) {
        return cell[p];
    }

    Cell cell(int p) {
        return cells.get(cell[p]);
    }

    /** See {@link Territory#wall}. */
    double wall(int p) {
        return wall[p];
    }

    /** See {@link Territory#slant}. */
    double slant(int p) {
        return slant[p];
    }
}
