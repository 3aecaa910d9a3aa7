// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Mirrors volumes along some of their axes; doing it twice gives the volume again.
 *
 * @param columns whether the first column becomes the last
 * @param rows    whether the first row becomes the last
 * @param planes  whether the first plane becomes the last
 */
record Mirror(boolean columns, boolean rows, boolean planes) {

    List<GreyImage> greys(List<GreyImage> volume) {
        return ordered(volume.stream().map(this::mirrored).toList());
    }

    List<LabelImage> labels(List<LabelImage> volume) {
        return ordered(volume.stream().map(this::mirrored).toList());
    }

    private <T> List<T> ordered(List<T> volume) {
        List<T> ordered = new ArrayList<>(volume);
        if (planes) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private GreyImage mirrored(GreyImage plane) {
        if (!columns && !rows) {
            return plane;
        }
        float[] pixels = new float[plane.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = plane.pixels()[from(i, plane.width(), plane.height())];
        }
        return new GreyImage(plane.width(), plane.height(), pixels);
    }

    private LabelImage mirrored(LabelImage plane) {
        if (!columns && !rows) {
            return plane;
        }
        int[] labels = new int[plane.labels().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = plane.labels()[from(i, plane.width(), plane.height())];
        }
        return new LabelImage(plane.width(), plane.height(), labels);
    }

    private int from(int index, int width, int height) {
        int x = index % width;
        int y = index / width;
        return (rows ? height - 1 - y : y) * width + (columns ? width - 1 - x : x);
    }
}
