// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.SplittableRandom;

/** Random generators that depend on nothing but a seed and counters, so that any thread may make any of them. */
final class Seeds {
    private Seeds() {}

    /** The generator of one place, such as (iteration, sample); neighbouring places are independent. */
    static SplittableRandom generator(long seed, long... place) {
        long state = mix(seed);
        for (long counter : place) {
            state = mix(state + 0x9E3779B97F4A7C15L * (counter + 1));
        }
        return new SplittableRandom(state);
    }

    /** The finaliser of SplitMix64: a bijection in which every input bit changes about half of the output bits. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
