// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * Random numbers without a state: the same key gives the same number on every machine and in every order.
 *
 * <p>The mixing steps are those of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014).
 */
final class Hash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hash() {}

    static long mix(long key) {
        long h = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }

    /** The key of one property of the thing behind {@code key}; different properties are independent. */
    static long part(long key, int property) {
        return mix(key + GOLDEN * (property + 1));
    }

    /** The key of a point of a grid. */
    static long at(long seed, long x, long y, long z) {
        return mix(mix(mix(seed + GOLDEN * x) + GOLDEN * y) + GOLDEN * z);
    }

    /** A number in [0, 1) for one property. */
    static double unit(long key, int property) {
        return (part(key, property) >>> 11) * 0x1p-53;
    }

    /** A number in [low, high) for one property. */
    static double between(double low, double high, long key, int property) {
        return low + (high - low) * unit(key, property);
    }

    /** A bell-shaped number with mean 0 and standard deviation 1, at most 3.5: the sum of the four quarters of the key. */
    static double normal(long key) {
        long sum = (key & 0xFFFF) + ((key >>> 16) & 0xFFFF) + ((key >>> 32) & 0xFFFF) + (key >>> 48);
        return (sum - 131_070) / 37_837.2;
    }
}
