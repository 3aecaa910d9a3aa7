// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.SplittableRandom;

/** Images and patches of noise, the same for the same seed. */
final class RandomNumbers {
    private static final int GREY_VALUES = 256;

    private RandomNumbers() {}

    /** Whole numbers from 0 to 255. */
    static float[] grey(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(GREY_VALUES);
        }
        return values;
    }

    /** Numbers from -1 to 1, as of an image that was z-scored. */
    static float[] scored(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** Class indices from 0 to 1. */
    static byte[] labels(int count, long seed) {
        byte[] values = new byte[count];
        new SplittableRandom(seed).nextBytes(values);
        for (int i = 0; i < count; i++) {
            values[i] &= 1;
        }
        return values;
    }
}
