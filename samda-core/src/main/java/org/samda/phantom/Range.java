// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** Checks of the numbers of a domain. */
final class Range {
    private Range() {}

    static void share(String name, double value) {
        require(name, "0 to 1", value, value >= 0 && value <= 1);
    }

    static void grey(String name, double value) {
        require(name, "0 to 255", value, value >= 0 && value <= 255);
    }

    static void atLeastZero(String name, double value) {
        require(name, "at least 0", value, value >= 0 && value < Double.MAX_VALUE);
    }

    /** A length in nm that something is divided by, or that a grid is made of. */
    static void size(String name, double value) {
        require(name, "1 to 1e6 nm", value, value >= 1 && value <= 1e6);
    }

    private static void require(String name, String range, double value, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(name + " must be " + range + ", got " + value);
        }
    }
}
