// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectComparisonTest {
    private static final ObjectComparison.Found TWO = found(1000, 10, 30);
    private static final ObjectComparison.Found NONE = found(500);

    @Test
    void statisticsAreCountsAndMedians() {
        assertEquals(new ObjectStatistics(2, 0, 2000, 0.04, 20, 1, 1), TWO.statistics());
        assertEquals(10, found(100, 5, 90, 10).statistics().medianAreaPx());
        assertTrue(Double.isNaN(NONE.statistics().medianAreaPx()));
        assertEquals(0, NONE.statistics().foregroundShare());
    }

    @Test
    void ratiosArePredictedOverAnnotated() {
        ObjectComparison comparison = ObjectComparison.of(found(500, 5, 5, 5, 5), TWO);
        assertEquals(4, comparison.perMegapixel());
        assertEquals(0.25, comparison.medianArea());
        assertEquals(1, comparison.foregroundShare());
        assertEquals(1, comparison.areaDistance());
        assertEquals(0, comparison.elongationDistance());
    }

    @Test
    void specksAreCountedAsForegroundButNotAsObjects() {
        ObjectComparison.Found found = found(1000, 1, 1, 2, 25).asObjectsAmong(TWO);
        // A tenth of the median of 20 is 2.
        assertEquals(new ObjectStatistics(2, 2, 2000, 0.029, 13.5, 1, 1), found.statistics());
        assertEquals(4, found(1000, 1, 1, 2, 25).asObjectsAmong(NONE).shapes().size());
    }

    @Test
    void kolmogorovAndSmirnovsDistanceIsTheLargestGapOfTheDistributionFunctions() {
        assertEquals(0, KolmogorovSmirnov.distance(new double[] {1, 2, 2}, new double[] {2, 1, 2}), 1e-12);
        // At 2: 3/4 against 1/3.
        double[] one = {4, 1, 2, 2};
        double[] other = {3, 1, 5};
        assertEquals(3.0 / 4 - 1.0 / 3, KolmogorovSmirnov.distance(one, other), 1e-12);
        assertTrue(Double.isNaN(KolmogorovSmirnov.distance(one, new double[0])));
    }

    private static ObjectComparison.Found found(long pixels, int... areas) {
        List<ObjectShape> shapes = IntStream.of(areas)
                .mapToObj(area -> new ObjectShape(area, 1, 1))
                .toList();
        return ObjectComparison.Found.all(shapes, pixels);
    }
}
