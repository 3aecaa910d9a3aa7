// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void meanAndSampleSpreadAreThoseWorkedOutByHand() {
        // Mean (.8 + .84 + .88) / 3 = .84; deviations -.04, 0, .04; sd = sqrt(.0032 / 2) = .04.
        Summary summary = Summary.of(List.of(0.80, 0.84, 0.88));
        assertEquals(3, summary.count());
        assertEquals(0.84, summary.mean(), 1e-12);
        assertEquals(0.04, summary.sd(), 1e-12);
        assertEquals("0.840 ± 0.040", summary.toString());
    }

    @Test
    void aSingleRunHasNoSpread() {
        Summary summary = Summary.of(List.of(0.8125));
        assertTrue(Double.isNaN(summary.sd()));
        assertEquals("0.813", summary.toString());
    }
}
