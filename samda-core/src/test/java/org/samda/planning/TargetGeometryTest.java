// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetGeometryTest {

    @Test
    void theCoarsestAxisIsTheSliceAxis() {
        TargetGeometry geometry = of(1, Fingerprints.shape(new Extent(1, 2, 5), 100, 90, 80));
        assertEquals(2, geometry.sliceAxis());
        assertEquals(List.of(2, 0, 1), geometry.transposeForward());
        assertEquals(List.of(1, 2, 0), geometry.transposeBackward());
        assertEquals(new Extent(5, 1, 2), geometry.spacing());
        assertEquals(new Extent(80, 100, 90), geometry.size());
    }

    @Test
    void theMiddleAxisMayBeIt() {
        TargetGeometry geometry = of(1, Fingerprints.shape(new Extent(1, 5, 2), 100, 90, 80));
        assertEquals(List.of(1, 0, 2), geometry.transposeForward());
        assertEquals(List.of(1, 0, 2), geometry.transposeBackward());
        assertEquals(new Extent(90, 100, 80), geometry.originalSize());
    }

    @Test
    void ofEquallyCoarseAxesTheFirstIsIt() {
        assertEquals(0, of(1, Fingerprints.shape(new Extent(5, 5, 5), 9, 9, 9)).sliceAxis());
        assertEquals(1, of(1, Fingerprints.shape(new Extent(4, 5, 5), 9, 9, 9)).sliceAxis());
    }

    @Test
    void coarserPixelsDoNotChangeTheSliceAxis() {
        TargetGeometry geometry = of(4, Fingerprints.shape(new Extent(5, 5, 5), 165, 768, 1024));
        assertEquals(0, geometry.sliceAxis());
        assertEquals(new Extent(5, 20, 20), geometry.spacing());
        assertEquals(new Extent(165, 192, 256), geometry.size());
    }

    @Test
    void spacingsAndSizesAreMedians() {
        // Target 1, 1.5, 1.5 (the mean of the middle two); sizes resampled to 10, 67 and 10, 133, median 100.
        TargetGeometry geometry = of(
                1,
                Fingerprints.shape(new Extent(4, 1, 1), 10, 100, 100),
                Fingerprints.shape(new Extent(4, 2, 2), 10, 100, 100));
        assertEquals(new Extent(4, 1.5, 1.5), geometry.spacing());
        assertEquals(new Extent(10, 100, 100), geometry.size());
        assertEquals(new Extent(10, 100, 100), geometry.originalSize());
    }

    @Test
    void halvesAreRoundedToTheEvenNeighbour() {
        // 5 / 2 = 2.5 becomes 2, 7 / 2 = 3.5 becomes 4; the median of 44 and 45 is 44.5, rounded 44.
        TargetGeometry geometry = of(2, Fingerprints.shape(new Extent(9, 1, 1), 3, 5, 7));
        assertEquals(new Extent(3, 2, 4), geometry.size());
        TargetGeometry two = of(
                1,
                Fingerprints.shape(new Extent(9, 1, 1), 3, 44, 9),
                Fingerprints.shape(new Extent(9, 1, 1), 3, 45, 9));
        assertEquals(new Extent(3, 44.5, 9), two.size());
        assertEquals(new Extent(3, 44, 9), two.originalSize());
    }

    @Test
    void aCoarseAxisWithFewSectionsTakesItsTenthPercentile() {
        // Spacings 6, 8, 10, 12, 14: place of the tenth percentile 0.4, so 6 + 0.4 * 2. 20 sections of 100 px.
        Fingerprint.Case[] cases = cases(20, 6, 8, 10, 12, 14);
        assertEquals(6.8, of(1, cases).spacing().z(), 1e-12);
        assertEquals(10, of(1, cases).originalSpacing().z());
    }

    @Test
    void withManySectionsOrLittleCoarsenessItKeepsItsMedian() {
        assertEquals(10, of(1, cases(34, 6, 8, 10, 12, 14)).spacing().z()); // 34 * 3 > 100
        assertEquals(3, of(1, cases(20, 1, 2, 3, 4, 5)).spacing().z()); // 3 is not more than 3 * 1
    }

    @Test
    void itsPercentileIsNotBelowTheOtherSpacings() {
        TargetGeometry geometry = of(1, cases(20, 0.5, 0.5, 10, 12, 14));
        assertEquals(1 + 1e-5, geometry.spacing().z(), 1e-12);
        assertEquals(0, geometry.sliceAxis());
    }

    @Test
    void aSideHasAtLeastOneVoxelAfterResampling() {
        assertEquals(
                new Extent(3, 1, 2),
                of(8, Fingerprints.shape(new Extent(9, 1, 1), 3, 2, 16)).size());
    }

    private static Fingerprint.Case[] cases(int sections, double... spacings) {
        return java.util.Arrays.stream(spacings)
                .mapToObj(spacing -> Fingerprints.shape(new Extent(spacing, 1, 1), sections, 100, 100))
                .toArray(Fingerprint.Case[]::new);
    }

    private static TargetGeometry of(double coarsening, Fingerprint.Case... cases) {
        return TargetGeometry.of(Fingerprints.of(cases), coarsening);
    }
}
