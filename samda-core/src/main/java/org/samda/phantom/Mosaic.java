// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * Strands throughout space: one in each cell of a grid, shifted, turned and thickened at random.
 *
 * @param seed      of all strands
 * @param spacingNm size of a grid cell
 */
record Mosaic(long seed, double spacingNm) {
    /** How far away, in grid cells, a strand can still be among the three nearest. */
    private static final double REACH = 2.6;

    /** All strands that can be among the three nearest of a point in the box. */
    List<Strand> around(Vec low, Vec high) {
        List<Strand> strands = new ArrayList<>();
        for (long z = first(low.z()); z <= last(high.z()); z++) {
            for (long y = first(low.y()); y <= last(high.y()); y++) {
                for (long x = first(low.x()); x <= last(high.x()); x++) {
                    strands.add(strand(x, y, z));
                }
            }
        }
        return strands;
    }

    private long first(double nm) {
        return (long) Math.floor(nm / spacingNm - REACH);
    }

    private long last(double nm) {
        return (long) Math.floor(nm / spacingNm + REACH);
    }

    private Strand strand(long x, long y, long z) {
        long key = Hash.at(seed, x, y, z);
        Vec middle = new Vec(x + Hash.unit(key, 1), y + Hash.unit(key, 2), z + Hash.unit(key, 3)).times(spacingNm);
        double size = Hash.unit(key, 4);
        double length = spacingNm * Hash.between(0.3, 1.1, key, 5);
        Vec direction = Vec.direction(key);
        return new Strand(middle.plus(direction, -length / 2), direction, length, spacingNm * 0.6 * size * size, key);
    }
}
