// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void liesBetweenTwoNumbersInProportion() {
        // Places of 0, 10, 50, 90, 100 percent among four: 0, 0.3, 1.5, 2.7, 3.
        Percentiles percentiles = new Percentiles(40, 10, 20, 30);
        assertEquals(10, percentiles.at(0));
        assertEquals(13, percentiles.at(10), 1e-12);
        assertEquals(25, percentiles.at(50), 1e-12);
        assertEquals(37, percentiles.at(90), 1e-12);
        assertEquals(40, percentiles.at(100));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertEquals(2.5, new Percentiles(4, 1, 3, 2).median());
        assertEquals(3, new Percentiles(4, 1, 3).median());
        assertEquals(7, new Percentiles(7).at(99.5));
    }
}
