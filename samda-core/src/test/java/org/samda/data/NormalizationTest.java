// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalizationTest {

    @Test
    void equalsTheValueWorkedOutByHand() {
        // Mean 5, squares 9 1 1 1 0 0 4 16, their mean 4: the classic example of a population deviation of 2.
        Normalization.ZScored scored = Normalization.zScore(new float[] {2, 4, 4, 4, 5, 5, 7, 9});
        assertEquals(5, scored.mean());
        assertEquals(2, scored.deviation());
        assertArrayEquals(new float[] {-1.5f, -.5f, -.5f, -.5f, 0, 0, 1, 2}, scored.pixels());
    }

    @Test
    void aConstantImageBecomesZero() {
        Normalization.ZScored scored = Normalization.zScore(new float[] {7, 7, 7});
        assertEquals(0, scored.deviation());
        assertArrayEquals(new float[3], scored.pixels());
    }

    @Test
    void aLargeOffsetCostsNoPrecision() {
        float[] pixels = {65000, 65001, 65002, 65003};
        // Deviation sqrt(1.25).
        assertArrayEquals(
                new float[] {-1.3416408f, -0.4472136f, 0.4472136f, 1.3416408f},
                Normalization.zScore(pixels).pixels(),
                1e-6f);
    }
}
