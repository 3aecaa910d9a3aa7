// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HashTest {
    private static final int MANY = 100_000;

    @Test
    void unitNumbersFillTheirRangeEvenly() {
        double[] numbers = LongStream.range(0, MANY)
                .mapToDouble(key -> Hash.unit(key, 3))
                .sorted()
                .toArray();
        assertTrue(numbers[0] >= 0 && numbers[MANY - 1] < 1);
        assertEquals(0.25, numbers[MANY / 4], 0.01);
        assertEquals(0.75, numbers[3 * MANY / 4], 0.01);
    }

    @Test
    void normalNumbersHaveMeanZeroAndDeviationOne() {
        double mean = LongStream.range(0, MANY)
                .mapToDouble(key -> Hash.normal(Hash.mix(key)))
                .average()
                .orElseThrow();
        double square = LongStream.range(0, MANY)
                .mapToDouble(key -> Hash.normal(Hash.mix(key)))
                .map(x -> x * x)
                .average()
                .orElseThrow();
        assertEquals(0, mean, 0.02);
        assertEquals(1, square, 0.02);
    }

    @Test
    void theOrderOfCoordinatesMatters() {
        assertNotEquals(Hash.at(1, 2, 3, 4), Hash.at(1, 3, 2, 4));
        assertNotEquals(Hash.at(1, 2, 3, 4), Hash.at(1, 2, 4, 3));
        assertNotEquals(Hash.at(1, 2, 3, 4), Hash.at(2, 2, 3, 4));
    }

    @Test
    void noiseStaysWithinOneAndHasNoJumps() {
        Noise noise = new Noise(4, 1);
        double before = noise.at(-20, 3.3, -7.7);
        for (double x = -20; x < 20; x += 0.01) {
            double now = noise.at(x, 3.3, -7.7);
            assertTrue(Math.abs(now) <= 1);
            assertEquals(before, now, 0.06);
            before = now;
        }
    }
}
