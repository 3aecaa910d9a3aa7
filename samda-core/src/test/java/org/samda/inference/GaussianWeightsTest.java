// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GaussianWeightsTest {

    @Test
    void equalsTheValuesWorkedOutByHand() {
        float[] weights = GaussianWeights.of(16, 8);
        // Centre (8, 4); sigma 2 along x, 1 along y.
        assertEquals(10, weights[4 * 16 + 8]);
        assertEquals(10 * Math.exp(-0.5), weights[4 * 16 + 10], 1e-6);
        assertEquals(10 * Math.exp(-0.5), weights[3 * 16 + 8], 1e-6);
        assertEquals(10 * Math.exp(-0.5 - 2), weights[2 * 16 + 6], 1e-6);
        assertEquals(10 * Math.exp(-8 - 8), weights[0], 1e-11);
    }

    @Test
    void isNowhereZeroNotEvenForATileOfOnePixel() {
        for (int size : new int[] {1, 2, 3, 5, 31, 512}) {
            for (float weight : GaussianWeights.of(size, 3)) {
                assertTrue(weight > 0, "a weight of 0 in a tile of " + size);
            }
        }
    }
}
