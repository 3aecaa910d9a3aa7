// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class WideSumsTest {
    @Test
    void sumsBeyond64BitsAreExact() {
        WideSums sums = new WideSums(2);
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 10; i++) {
            sums.add(1, Long.MAX_VALUE - i);
            expected = expected.add(BigInteger.valueOf(Long.MAX_VALUE - i));
        }
        assertEquals(expected, sums.get(1));
        WideSums more = new WideSums(2);
        more.add(sums);
        more.add(sums);
        assertEquals(expected.shiftLeft(1), more.get(1));
        assertEquals(BigInteger.ZERO, more.get(0));
    }
}
