// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

/** Smallest and largest value, mean and standard deviation of values that come one after another (Welford's method). */
final class GreyMoments {
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;
    private long count;

    void add(double value) {
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        count++;
        double difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
    }

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    double mean() {
        return mean;
    }

    /** The root of the mean square of the differences from the mean. */
    double deviation() {
        return Math.sqrt(squares / count);
    }
}
