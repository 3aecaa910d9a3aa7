// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiceSpreadTest {

    @Test
    void equalsTheValuesWorkedOutByHand() {
        // Mean 2.49 / 3; squares .0009 + .0001 + .0016 = .0026; sd = sqrt(.0026 / 2).
        DiceSpread spread = DiceSpread.of(List.of(.8, .82, .87)).orElseThrow();
        assertEquals(3, spread.count());
        assertEquals(.83, spread.mean(), 1e-12);
        assertEquals(Math.sqrt(.0013), spread.deviation().orElseThrow(), 1e-12);
        assertEquals("0.830 ± 0.036", spread.toString());
    }

    @Test
    void meanAndSampleSpreadAreThoseWorkedOutByHand() {
        // Mean (.8 + .84 + .88) / 3 = .84; deviations -.04, 0, .04; sd = sqrt(.0032 / 2) = .04.
        DiceSpread spread = DiceSpread.of(List.of(0.80, 0.84, 0.88)).orElseThrow();
        assertEquals(3, spread.count());
        assertEquals(0.84, spread.mean(), 1e-12);
        assertEquals(0.04, spread.deviation().orElseThrow(), 1e-12);
        assertEquals("0.840 ± 0.040", spread.toString());
    }

    @Test
    void aSingleFigureIsShownRounded() {
        DiceSpread spread = DiceSpread.of(List.of(0.8125)).orElseThrow();
        assertTrue(spread.deviation().isEmpty());
        assertEquals("0.813", spread.toString());
    }

    @Test
    void aSingleSeedHasNoSpread() {
        DiceSpread spread = DiceSpread.of(List.of(.5)).orElseThrow();
        assertTrue(spread.deviation().isEmpty());
        assertEquals("0.500", spread.toString());
    }

    @Test
    void whatIsNoNumberDoesNotCount() {
        assertEquals(1, DiceSpread.of(List.of(Double.NaN, .5)).orElseThrow().count());
        assertTrue(DiceSpread.of(List.of(Double.NaN)).isEmpty());
        assertTrue(DiceSpread.of(List.of()).isEmpty());
    }
}
