// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

/**
 * The random generator MT19937 with 32-bit outputs, by which nnU-Net shuffles: the same numbers for the same seed as in
 * its original form ({@code init_genrand}).
 */
final class MersenneTwister {
    private static final int WORDS = 624;
    private static final int DISTANCE = 397;
    private static final int SEEDING_FACTOR = 1812433253;
    private static final int TWIST = 0x9908B0DF;
    private static final int HIGHEST_BIT = 0x80000000;

    private final int[] words = new int[WORDS];
    private int next = WORDS;

    MersenneTwister(int seed) {
        words[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            words[i] = SEEDING_FACTOR * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 random bits. */
    int nextBits() {
        if (next == WORDS) {
            twist();
            next = 0;
        }
        int y = words[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }

    /** Evenly from 0 to a number of at least 0: the first output whose lowest bits, as many as that has, are not above. */
    int atMost(int largest) {
        int mask = largest == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(largest);
        if (mask == 0) {
            return 0;
        }
        int value = nextBits() & mask;
        while (value > largest) {
            value = nextBits() & mask;
        }
        return value;
    }

    /** The numbers from 0 to n - 1 in random order (Fisher and Yates, from the end). */
    int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = atMost(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int y = (words[i] & HIGHEST_BIT) | (words[(i + 1) % WORDS] & ~HIGHEST_BIT);
            words[i] = words[(i + DISTANCE) % WORDS] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
        }
    }
}
