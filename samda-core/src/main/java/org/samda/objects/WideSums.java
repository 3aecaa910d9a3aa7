// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.math.BigInteger;

/** Sums of whole numbers from 0 that may exceed 64 bits: exact, so the order of adding changes nothing. */
final class WideSums {
    private final long[] low;
    private final long[] high;

    /** @param count of sums, all 0 */
    WideSums(int count) {
        low = new long[count];
        high = new long[count];
    }

    /** @param value at least 0 */
    void add(int sum, long value) {
        add(sum, value, 0);
    }

    void add(WideSums other) {
        for (int sum = 0; sum < low.length; sum++) {
            add(sum, other.low[sum], other.high[sum]);
        }
    }

    BigInteger get(int sum) {
        BigInteger top = BigInteger.valueOf(high[sum]).shiftLeft(Long.SIZE);
        BigInteger unsigned = BigInteger.valueOf(low[sum] >>> 1).shiftLeft(1).add(BigInteger.valueOf(low[sum] & 1));
        return top.add(unsigned);
    }

    private void add(int sum, long lowPart, long highPart) {
        low[sum] += lowPart;
        boolean carry = Long.compareUnsigned(low[sum], lowPart) < 0;
        high[sum] += highPart + (carry ? 1 : 0);
    }
}
