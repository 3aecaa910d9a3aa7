// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PairedTestTest {

    @Test
    void theTTestIsThatWorkedOutByHand() {
        // Differences 1, 2, 3: mean 2, sd 1, t = 2 / (1 / sqrt 3) = 3.4641 with 2 degrees of freedom.
        // For 2 degrees of freedom p = 1 - t / sqrt(t^2 + 2) = 1 - 3.4641 / sqrt(14) = 0.07418.
        PairedTest test = PairedTest.of(List.of(2.0, 4.0, 6.0), List.of(1.0, 2.0, 3.0));
        assertEquals(3, test.count());
        assertEquals(2, test.difference(), 1e-12);
        assertEquals(1 - Math.sqrt(12.0 / 14), test.tTest().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), test.wilcoxon());
    }

    @Test
    void wilcoxonsTestIsThatWorkedOutByHand() {
        // All six differences are positive: of the 2^6 equally likely signs two are as extreme, p = 2 / 64.
        PairedTest test = PairedTest.of(List.of(1.1, 2.2, 3.3, 4.4, 5.5, 6.6), List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0));
        assertEquals(2.0 / 64, test.wilcoxon().orElseThrow(), 1e-9);
        assertTrue(test.tTest().isPresent());
    }

    @Test
    void twoDifferencesAreNoTest() {
        PairedTest test = PairedTest.of(List.of(0.9, 0.8), List.of(0.7, 0.7));
        assertEquals(0.15, test.difference(), 1e-12);
        assertEquals(OptionalDouble.empty(), test.tTest());
    }

    @Test
    void methodsThatAreEqualEverywhereAreNoTest() {
        List<Double> same = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        PairedTest test = PairedTest.of(same, same);
        assertEquals(0, test.difference());
        assertEquals(OptionalDouble.empty(), test.tTest());
        assertEquals(OptionalDouble.empty(), test.wilcoxon());
    }
}
