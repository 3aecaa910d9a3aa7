// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samda.image.Components;
import org.samda.image.LabelImage;

/**
 * The shape of an object in a section: a connected component of its foreground.
 *
 * @param areaPx     number of pixels
 * @param elongation longer over shorter axis of the ellipse with the same second moments; of a rectangle, its sides
 * @param solidity   area over that of the convex hull of the pixels' corners, above 0 to 1
 */
public record ObjectShape(long areaPx, double elongation, double solidity) {
    /** Second moment of a pixel about its own centre. */
    private static final double OF_A_PIXEL = 1.0 / 12;

    /**
     * A run of an object's pixels.
     *
     * @param y    row
     * @param from first column
     * @param to   behind the last
     */
    record Run(int y, int from, int to) {}

    /** All objects of an image, whatever their class; pixels that touch at a corner are connected. */
    public static List<ObjectShape> all(LabelImage image) {
        Components components =
                Components.throughCorners((z, i) -> image.labels()[i] > 0, Components.Extent.ofLabels(List.of(image)));
        Map<Integer, List<Run>> objects = new LinkedHashMap<>();
        components.forEachRun((component, section, from, to) -> {
            int y = from / image.width();
            objects.computeIfAbsent(component, c -> new ArrayList<>())
                    .add(new Run(y, from - y * image.width(), to - y * image.width()));
        });
        return objects.values().stream().map(ObjectShape::of).toList();
    }

    private static ObjectShape of(List<Run> runs) {
        Moments moments = new Moments();
        runs.forEach(moments::add);
        return new ObjectShape((long) moments.count, moments.elongation(), moments.count / ConvexHull.area(runs));
    }

    /** Sums over an object's pixels. */
    private static final class Moments {
        private double count;
        private double x;
        private double y;
        private double xx;
        private double yy;
        private double xy;

        void add(Run run) {
            for (double column = run.from(); column < run.to(); column++) {
                count++;
                x += column;
                y += run.y();
                xx += column * column;
                yy += (double) run.y() * run.y();
                xy += column * run.y();
            }
        }

        double elongation() {
            double horizontal = xx / count - x / count * (x / count) + OF_A_PIXEL;
            double vertical = yy / count - y / count * (y / count) + OF_A_PIXEL;
            double mixed = xy / count - x / count * (y / count);
            double middle = (horizontal + vertical) / 2;
            double apart = Math.hypot((horizontal - vertical) / 2, mixed);
            return Math.sqrt((middle + apart) / (middle - apart));
        }
    }
}
