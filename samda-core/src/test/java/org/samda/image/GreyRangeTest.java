// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class GreyRangeTest {

    @Test
    void valuesOfEightBitsStayAsTheyAre() {
        GreyRange range = range(3, 7, 250);
        assertEquals(3, range.map(3));
        assertEquals(250, range.map(250));
    }

    @Test
    void otherValuesAreStretchedBetweenTheirPercentilesAndClipped() {
        // 0, 10, ..., 2000: place of the 0.5 percentile is 0.005 * 200 = 1, its value 10; of the 99.5 percentile 1990.
        float[] ramp = new float[201];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = 10 * i;
        }
        GreyRange range = range(ramp);
        assertEquals(new GreyRange(10, 1990), range);
        assertEquals(0, range.map(0));
        assertEquals(127.5, range.map(1000), 1e-4);
        assertEquals(255, range.map(2000));
    }

    @Test
    void fractionsOfOneAreNotTakenForAlmostBlack() {
        assertEquals(255, range(0, 0.5f, 1).map(1));
    }

    @Test
    void sectionsOfACaseHaveOneRange() {
        // The first alone would be eight bits, the second alone a ramp of its own.
        List<GreyImage> sections =
                List.of(new GreyImage(3, 1, new float[] {0, 10, 20}), new GreyImage(2, 1, new float[] {990, 1000}));
        // 0 10 20 990 1000: place of the 0.5 percentile is 0.02, of the 99.5 percentile 3.98.
        GreyRange range = GreyRange.of(sections);
        assertEquals(0.2, range.black(), 1e-5);
        assertEquals(999.8, range.white(), 1e-3);
    }

    @Test
    void anImageWithoutContrastBecomesBlack() {
        assertEquals(0, range(1000, 1000).map(1000));
    }

    @Test
    void whiteIsNotBelowBlack() {
        assertThrows(IllegalArgumentException.class, () -> new GreyRange(2, 1));
    }

    private static GreyRange range(float... values) {
        return GreyRange.of(new GreyImage(values.length, 1, values));
    }
}
