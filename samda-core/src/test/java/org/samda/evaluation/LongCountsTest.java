// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongCountsTest {

    @Test
    void holdsWhatAMapHoldsInTheOrderOfItsKeys() {
        Random random = new Random(5);
        LongCounts counts = new LongCounts();
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextInt(2000) * (i % 2 == 0 ? 1L : 1L << 32);
            long more = 1L + random.nextInt(9);
            counts.add(key, more);
            expected.merge(key, more, Long::sum);
        }
        assertEquals(expected.size(), counts.size());
        TreeMap<Long, Long> found = new TreeMap<>();
        List<Long> order = new ArrayList<>();
        counts.forEach((key, count) -> {
            order.add(key);
            found.put(key, count);
        });
        assertEquals(expected, found);
        assertEquals(List.copyOf(expected.keySet()), order);
        expected.forEach((key, count) -> assertEquals(count, counts.get(key)));
        assertEquals(0, counts.get(2000));
    }

    @Test
    void countsBeyond32BitsAndRefusesToOverflow() {
        LongCounts counts = new LongCounts();
        counts.add(0, Integer.MAX_VALUE);
        counts.add(0, Integer.MAX_VALUE);
        assertEquals(2L * Integer.MAX_VALUE, counts.get(0));
        assertThrows(ArithmeticException.class, () -> counts.add(0, Long.MAX_VALUE));
    }
}
