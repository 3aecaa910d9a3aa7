// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Map;
import java.util.TreeMap;

/** How often each label value occurs; of more than 1000 different values the first 1000 that are met. */
final class LabelCounts {
    private static final int LARGEST = 1000;

    private final Map<Float, Long> counts = new TreeMap<>();

    /** Counts run by run, because neighbouring labels are mostly the same. */
    void add(float[] values) {
        for (int start = 0; start < values.length; ) {
            int end = start + 1;
            while (end < values.length && values[end] == values[start]) {
                end++;
            }
            if (counts.size() < LARGEST || counts.containsKey(values[start])) {
                counts.merge(values[start], (long) (end - start), Long::sum);
            }
            start = end;
        }
    }

    /** Value to number of pixels, in ascending order of the values. */
    Map<Float, Long> counts() {
        return counts;
    }
}
