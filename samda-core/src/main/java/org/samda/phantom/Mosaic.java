// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Strands throughout space: one in each cell of a grid, shifted, turned and thickened at random.
 *
 * <p>Remembers the strands it has made; make a new one for every window.
 */
final class Mosaic {
    /** How far away, in grid cells, a strand can still be among the three nearest. */
    private static final double REACH = 2.6;

    /** Greatest length and radius of a strand, in grid cells. */
    static final double LONGEST = 1.1;

    static final double THICKEST = 0.6;

    private final long seed;
    private final double spacingNm;
    private final Map<Long, Strand> made = new HashMap<>();

    /** Of strands {@code spacingNm} apart on average. */
    Mosaic(long seed, double spacingNm) {
        this.seed = seed;
        this.spacingNm = spacingNm;
    }

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
        return made.computeIfAbsent(Hash.at(seed, x, y, z), key -> make(new Vec(x, y, z), key));
    }

    private Strand make(Vec corner, long key) {
        Vec jitter = new Vec(Hash.unit(key, 1), Hash.unit(key, 2), Hash.unit(key, 3));
        double size = Hash.unit(key, 4);
        double length = spacingNm * Hash.between(0.3, LONGEST, key, 5);
        Vec direction = Vec.direction(key);
        Vec start = corner.plus(jitter, 1).times(spacingNm).plus(direction, -length / 2);
        return new Strand(start, direction, length, spacingNm * THICKEST * size * size, key);
    }
}
