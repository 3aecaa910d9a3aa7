// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Percentiles of some numbers, between two of them by linear interpolation, to the last bit as NumPy rounds them. */
final class Percentiles {
    private final double[] sorted;

    /** Of at least one number; the array is sorted in place and kept. */
    Percentiles(double... values) {
        Arrays.sort(values);
        sorted = values;
    }

    static <T> Percentiles of(Collection<T> items, ToDoubleFunction<T> value) {
        return new Percentiles(items.stream().mapToDouble(value).toArray());
    }

    double at(double percent) {
        double place = (sorted.length - 1) * (percent / 100);
        int below = (int) place;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        double share = place - below;
        return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
    }

    /** The mean of the two in the middle where their number is even. */
    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
