// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BlendTest {

    /** A pixel 10 nm wide around depth 6 reaches from 1 to 11; the layer from 0 to 4 covers 3 nm of it. */
    @Test
    void aLayerCoversItsPartOfAPixel() {
        assertEquals(0.3, Blend.layer(0, 4, 6, 10), 1e-12);
        assertEquals(0.4, Blend.layer(0, 4, 2, 10), 1e-12);
        assertEquals(1, Blend.layer(0, 40, 20, 10), 1e-12);
        assertEquals(0, Blend.layer(0, 4, 20, 10), 1e-12);
    }

    @Test
    void aRoundedMinimumLiesBelowByAQuarterOfTheWidthWhereBothAreEqual() {
        assertEquals(5 - 2.0 / 4, Blend.min(5, 5, 2), 1e-12);
        assertEquals(5 + 2.0 / 4, Blend.max(5, 5, 2), 1e-12);
    }

    @Test
    void aRoundedMinimumIsExactWhereTheDifferenceIsLarge() {
        assertEquals(3, Blend.min(3, 5, 2), 1e-12);
        assertEquals(5, Blend.max(3, 5, 2), 1e-12);
    }

    @Test
    void aStepIsHalfUpInTheMiddle() {
        assertEquals(0, Blend.step(2, 6, 1));
        assertEquals(0.5, Blend.step(2, 6, 4), 1e-12);
        assertEquals(1, Blend.step(2, 6, 7));
    }
}
