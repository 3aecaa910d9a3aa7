// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samda.image.Tile;

/** Which cell each pixel of a window belongs to, and how far its boundary is. */
final class CellMap {
    private static final int BLOCK = 8;

    private final Points points;
    private final Territory.Strands strands;
    private final int[] cell;
    private final float[] wall;
    private final float[] slant;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Long, Integer> indices = new HashMap<>();

    CellMap(Points points, Territory.Strands strands) {
        this.points = points;
        this.strands = strands;
        int pixels = points.window().pixels();
        cell = new int[pixels];
        wall = new float[pixels];
        slant = new float[pixels];
        Tile all = new Tile(0, 0, points.window().width(), points.window().height());
        divide(all, 4 * BLOCK, strands.between(points.least(all), points.greatest(all)));
    }

    /** Divides an area into blocks and these into smaller ones, keeping for each only the strands near it. */
    private void divide(Tile area, int size, Territory territory) {
        for (int y = area.y(); y < area.y() + area.height(); y += size) {
            for (int x = area.x(); x < area.x() + area.width(); x += size) {
                int width = Math.min(size, area.x() + area.width() - x);
                int height = Math.min(size, area.y() + area.height() - y);
                Tile block = new Tile(x, y, width, height);
                fill(block, size, near(block, territory));
            }
        }
    }

    private Territory near(Tile block, Territory territory) {
        Vec low = points.least(block);
        Vec diagonal = points.greatest(block).plus(low, -1);
        return territory.within(low.plus(diagonal, 0.5), diagonal.length() / 2);
    }

    private void fill(Tile block, int size, Territory territory) {
        if (size > BLOCK) {
            divide(block, size / 2, territory);
            return;
        }
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

    /** The strands its cells lie around. */
    Territory.Strands strands() {
        return strands;
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
