// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.Tile;
import org.samda.image.VolumeSize;

/**
 * One section of a {@link Phantom}: as the microscope shows it, and which mitochondrion each of its pixels belongs to.
 *
 * <p>Filled tile by tile, by several threads if there are any; nobody changes it after that.
 */
public final class PhantomSection {
    private final long z;
    private final int width;
    private final float[] grey;
    /** Of each pixel 0, or one more than the index of its mitochondrion. */
    private final int[] numbers;

    private final List<Organelle> mitochondria = new ArrayList<>();
    private final Map<Organelle, Integer> known = new HashMap<>();

    PhantomSection(VolumeSize size, long z) {
        this.z = z;
        width = (int) size.x();
        grey = new float[width * (int) size.y()];
        numbers = new int[grey.length];
    }

    /**
     * Takes a tile over.
     *
     * @param margin     by how many pixels the window of the two others is wider on each side
     * @param image      grey levels of that window
     * @param organelles of that window
     */
    void put(Tile tile, int margin, float[] image, OrganelleMap organelles) {
        int pitch = tile.width() + 2 * margin;
        for (int row = 0; row < tile.height(); row++) {
            int from = (row + margin) * pitch + margin;
            int to = (tile.y() + row) * width + tile.x();
            System.arraycopy(image, from, grey, to, tile.width());
            for (int i = 0; i < tile.width(); i++) {
                numbers[to + i] = organelles.isMitochondrion(from + i) ? number(organelles.at(from + i)) : 0;
            }
        }
    }

    private synchronized int number(Organelle mitochondrion) {
        return known.computeIfAbsent(mitochondrion, unknown -> {
            mitochondria.add(unknown);
            return mitochondria.size();
        });
    }

    /** Index of the section. */
    public long z() {
        return z;
    }

    /** Whole grey levels 0..255. */
    public GreyImage image() {
        return new GreyImage(width, grey.length / width, grey);
    }

    /** {@link Phantom#BACKGROUND} or {@link Phantom#MITOCHONDRION}. */
    public LabelImage labels() {
        int[] labels = new int[numbers.length];
        for (int p = 0; p < labels.length; p++) {
            labels[p] = numbers[p] == 0 ? Phantom.BACKGROUND : Phantom.MITOCHONDRION;
        }
        return new LabelImage(width, labels.length / width, labels);
    }

    int width() {
        return width;
    }

    int pixels() {
        return numbers.length;
    }

    /** 0 where there is no mitochondrion, else one more than its index in {@link #mitochondria}. */
    int number(int p) {
        return numbers[p];
    }

    /** Those that have pixels here, in no order. */
    List<Organelle> mitochondria() {
        return mitochondria;
    }
}
