// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the strand a point belongs to, and how far the boundary to its neighbours is.
 *
 * <p>A scratch pad: {@link #find} fills the fields for one point.
 */
final class Nearest {
    private final Strand[] strands;
    private final double roundingNm;
    private int first;
    private double wall;
    private double slant;

    Nearest(List<Strand> strands, double roundingNm) {
        this.strands = strands.toArray(new Strand[0]);
        this.roundingNm = roundingNm;
    }

    /** The same for points within {@code radius} of {@code center} only: with fewer strands, and faster. */
    Nearest within(Vec center, double radius) {
        double[] distances = new double[strands.length];
        double third = thirdSmallest(center, distances);
        List<Strand> near = new ArrayList<>();
        for (int s = 0; s < strands.length; s++) {
            if (distances[s] <= third + 2 * radius) {
                near.add(strands[s]);
            }
        }
        return new Nearest(near, roundingNm);
    }

    private double thirdSmallest(Vec center, double[] distances) {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int s = 0; s < strands.length; s++) {
            double d = strands[s].distance(center);
            distances[s] = d;
            best[2] = Math.min(best[2], Math.max(d, best[1]));
            best[1] = Math.min(best[1], Math.max(d, best[0]));
            best[0] = Math.min(best[0], d);
        }
        return best[2];
    }

    void find(Vec point) {
        double d1 = Double.MAX_VALUE;
        double d2 = Double.MAX_VALUE;
        double d3 = Double.MAX_VALUE;
        int second = 0;
        int third = 0;
        first = 0;
        for (int n = 0; n < strands.length; n++) {
            double d = strands[n].distance(point);
            if (d < d1) {
                d3 = d2;
                third = second;
                d2 = d1;
                second = first;
                d1 = d;
                first = n;
            } else if (d < d2) {
                d3 = d2;
                third = second;
                d2 = d;
                second = n;
            } else if (d < d3) {
                d3 = d;
                third = n;
            }
        }
        double share = Math.max(roundingNm - (d3 - d2), 0) / roundingNm / 2;
        measure(Blend.min(d2, d3, roundingNm) - d1, direction(first, point), neighbours(second, third, share, point));
    }

    private Vec neighbours(int second, int third, double share, Vec point) {
        if (share == 0) {
            return direction(second, point);
        }
        return direction(second, point).times(1 - share).plus(direction(third, point), share);
    }

    private Vec direction(int strand, Vec point) {
        Vec from = strands[strand].from(point);
        return from.times(1 / Math.max(from.length(), 1e-6));
    }

    /** Turns a difference of distances into a distance by its slope. */
    private void measure(double difference, Vec own, Vec others) {
        Vec slope = others.plus(own, -1);
        double steepness = Math.max(slope.length(), 0.6);
        wall = difference / steepness;
        slant = Math.abs(slope.z()) / steepness;
    }

    /** The nearest strand. */
    Strand first() {
        return strands[first];
    }

    /** See {@link Territory#wall}. */
    double wall() {
        return wall;
    }

    /** See {@link Territory#slant}. */
    double slant() {
        return slant;
    }
}
