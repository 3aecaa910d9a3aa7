// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Exchanges the axes of a volume. A turn is three digits: along which axis of the input (0 = x, 1 = y, 2 = z) the output's
 * columns, rows and sections run.
 */
final class Turn {
    private static final int BASE = 3;

    private Turn() {}

    static int of(int column, int row, int section) {
        return (column * BASE + row) * BASE + section;
    }

    static int column(int turn) {
        return turn / (BASE * BASE);
    }

    static int row(int turn) {
        return turn / BASE % BASE;
    }

    static int section(int turn) {
        return turn % BASE;
    }

    static int inverse(int turn) {
        int[] inverse = new int[BASE];
        inverse[column(turn)] = 0;
        inverse[row(turn)] = 1;
        inverse[section(turn)] = 2;
        return of(inverse[0], inverse[1], inverse[2]);
    }

    static List<GreyImage> greys(int turn, List<GreyImage> volume) {
        int[] size = {volume.get(0).width(), volume.get(0).height(), volume.size()};
        List<GreyImage> turned = new ArrayList<>();
        for (int section = 0; section < size[section(turn)]; section++) {
            float[] pixels = new float[Math.multiplyExact(size[column(turn)], size[row(turn)])];
            for (int i = 0; i < pixels.length; i++) {
                int[] from = place(turn, i % size[column(turn)], i / size[column(turn)], section);
                pixels[i] = volume.get(from[2]).at(from[0], from[1]);
            }
            turned.add(new GreyImage(size[column(turn)], size[row(turn)], pixels));
        }
        return turned;
    }

    static List<LabelImage> labels(int turn, List<LabelImage> volume) {
        int[] size = {volume.get(0).width(), volume.get(0).height(), volume.size()};
        List<LabelImage> turned = new ArrayList<>();
        for (int section = 0; section < size[section(turn)]; section++) {
            int[] labels = new int[Math.multiplyExact(size[column(turn)], size[row(turn)])];
            for (int i = 0; i < labels.length; i++) {
                int[] from = place(turn, i % size[column(turn)], i / size[column(turn)], section);
                labels[i] = volume.get(from[2]).at(from[0], from[1]);
            }
            turned.add(new LabelImage(size[column(turn)], size[row(turn)], labels));
        }
        return turned;
    }

    static GreyBlock block(int turn, GreyBlock block) {
        int[] size = {block.width(), block.height(), block.depth()};
        int[] strides = {1, block.width(), block.width() * block.height()};
        int columns = size[column(turn)];
        int rows = size[row(turn)];
        int sections = size[section(turn)];
        float[] values = new float[block.values().length];
        for (int section = 0; section < sections; section++) {
            for (int row = 0; row < rows; row++) {
                int from = section * strides[section(turn)] + row * strides[row(turn)];
                int to = (section * rows + row) * columns;
                for (int column = 0; column < columns; column++) {
                    values[to + column] = block.values()[from + column * strides[column(turn)]];
                }
            }
        }
        return new GreyBlock(columns, rows, sections, values);
    }

    /** Where in the input (x, y, z) a place of the output comes from. */
    private static int[] place(int turn, int column, int row, int section) {
        int[] place = new int[BASE];
        place[column(turn)] = column;
        place[row(turn)] = row;
        place[section(turn)] = section;
        return place;
    }
}
