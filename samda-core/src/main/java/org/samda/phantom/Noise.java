// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * A smooth random function of space with values in [-1, 1]: random numbers on a grid, blended in between.
 *
 * <p>The grid of these numbers is turned, so that no section is parallel to it and shows it. Its bumps are about one
 * unit wide; scale the coordinates for other sizes. For one thread: it remembers where it was asked last, since the next
 * question is mostly about a point nearby.
 */
final class Noise {
    private static final int X = 0x9E3779B1;
    private static final int Y = 0x85EBCA77;
    private static final int Z = 0xC2B2AE3D;
    private final int seed;

    /** The cube of the grid that was asked for last, by its first corner, and the numbers at its eight corners. */
    private int cube;

    private final double[] corners = new double[8];

    Noise(long seed, int property) {
        this.seed = (int) Hash.part(seed, property);
        load(this.seed);
    }

    double at(double x, double y, double z) {
        double a = (2 * x - y + 2 * z) / 3;
        double b = (2 * x + 2 * y - z) / 3;
        double c = (2 * y + 2 * z - x) / 3;
        double floorA = Math.floor(a);
        double floorB = Math.floor(b);
        double floorC = Math.floor(c);
        int corner = seed + (int) (long) floorA * X + (int) (long) floorB * Y + (int) (long) floorC * Z;
        if (corner != cube) {
            load(corner);
        }
        double u = ease(a - floorA);
        double v = ease(b - floorB);
        return lerp(plane(0, u, v), plane(4, u, v), ease(c - floorC));
    }

    private void load(int corner) {
        cube = corner;
        for (int k = 0; k < corners.length; k++) {
            corners[k] = value(corner + (k & 1) * X + (k >> 1 & 1) * Y + (k >> 2) * Z);
        }
    }

    private double plane(int first, double u, double v) {
        double low = lerp(corners[first], corners[first + 1], u);
        double high = lerp(corners[first + 2], corners[first + 3], u);
        return lerp(low, high, v);
    }

    private static double value(int corner) {
        int h = (corner ^ (corner >>> 16)) * 0x7FEB352D;
        h = (h ^ (h >>> 15)) * 0x846CA68B;
        return (h ^ (h >>> 16)) * 0x1p-31;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double lerp(double from, double to, double t) {
        return from + (to - from) * t;
    }
}
