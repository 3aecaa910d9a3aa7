// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.image.CubicSpline.Boundary;

class CubicSplineTest {

    @ParameterizedTest
    @EnumSource
    void goesThroughItsSamples(Boundary boundary) {
        // From 3 to 9 every third new sample lies on an old one.
        double[] through = resized(boundary, 9, 1, 5, -2);
        assertEquals(1, through[1], 1e-12);
        assertEquals(5, through[4], 1e-12);
        assertEquals(-2, through[7], 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void leavesUnchangedLengthsAloneAndRepeatsASingleSample(Boundary boundary) {
        assertArrayEquals(new double[] {4, 4, 4}, resized(boundary, 3, 4));
        assertArrayEquals(new double[] {1, 5, -2}, resized(boundary, 3, 1, 5, -2));
    }

    @Test
    void theBoundariesGoOnAsTheirNamesSay() {
        // 0 and 1 repeated: flat beyond the ends, so the curve overshoots at the outer new samples.
        double[] edge = resized(Boundary.EDGE, 4, 0, 1);
        assertTrue(edge[0] < 0 && edge[3] > 1, "overshoot at the ends");
        // 0 1 0 1 0 ... mirrored: flat in each sample, so 3 d^2 - 2 d^3 between; d = 1/4 and 3/4.
        assertArrayEquals(new double[] {0.15625, 0.15625, 0.84375, 0.84375}, resized(Boundary.REFLECT, 4, 0, 1), 1e-12);
    }

    @Test
    void rowsBecomeColumns() {
        // Two rows of 2 at length 1: each the middle of its spline.
        double[] columns = new CubicSpline(2, 1, Boundary.EDGE).resizeTransposed(new double[] {0, 2, 10, 20});
        assertArrayEquals(new double[] {1, 15}, columns, 1e-12);
        double[] turned = new CubicSpline(2, 2, Boundary.EDGE).resizeTransposed(new double[] {0, 2, 10, 20, 5, 6});
        assertArrayEquals(new double[] {0, 10, 5, 2, 20, 6}, turned);
    }

    private static double[] resized(Boundary boundary, int newLength, double... line) {
        return new CubicSpline(line.length, newLength, boundary).resizeTransposed(line);
    }
}
