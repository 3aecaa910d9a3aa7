// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FeatureDistanceTest {
    /** Mean (0, 0), covariance diag(8/3, 2/3). */
    private static final double[][] WIDE = {{2, 0}, {-2, 0}, {0, 1}, {0, -1}};
    /** Mean (3, 4), covariance diag(2/3, 8/3). */
    private static final double[][] HIGH = {{4, 4}, {2, 4}, {3, 6}, {3, 2}};

    @Test
    void frechetOfTwoAlignedNormalDistributionsIsThatOfTheirMeansAndDeviations() {
        double deviations = Math.sqrt(8.0 / 3) - Math.sqrt(2.0 / 3);
        assertEquals(25 + 2 * deviations * deviations, FeatureDistance.frechet(WIDE, HIGH), 1e-12);
    }

    @Test
    void frechetOfOneFeatureIsWorkedOutByHand() {
        // Means 1 and 6, deviations sqrt(2) and 3 sqrt(2): 25 + (2 sqrt(2))^2.
        double[][] one = {{0}, {2}};
        double[][] other = {{3}, {9}};
        assertEquals(33, FeatureDistance.frechet(one, other), 1e-12);
        assertEquals(33 / 10.0, FeatureDistance.between(one, other, 1).relativeFrechet(), 1e-12);
    }

    /** Covariances that do not commute: tr (S1 S2)^(1/2) = sqrt(tr + 2 sqrt(det)) of a product of 2 x 2. */
    @Test
    void frechetOfDistributionsAcrossEachOther() {
        double[][] slanted = {{1, 1}, {-1, -1}, {0.5, -0.5}, {-0.5, 0.5}};
        // S1 = diag(8, 2) / 3, S2 = ((2.5, 1.5), (1.5, 2.5)) / 3; S1 S2 has trace 25 / 9 and determinant 64 / 81.
        double root = Math.sqrt(25.0 / 9 + 2 * 8.0 / 9);
        assertEquals(10.0 / 3 + 5.0 / 3 - 2 * root, FeatureDistance.frechet(WIDE, slanted), 1e-12);
        assertEquals(FeatureDistance.frechet(WIDE, slanted), FeatureDistance.frechet(slanted, WIDE), 1e-12);
    }

    @Test
    void frechetWithMoreFeaturesThanSamplesIsThatInTheSpaceTheyFill() {
        double[][] one = padded(WIDE);
        double[][] other = padded(HIGH);
        assertEquals(FeatureDistance.frechet(WIDE, HIGH), FeatureDistance.frechet(one, other), 1e-12);
        assertEquals(0, FeatureDistance.frechet(one, one), 1e-12);
    }

    @Test
    void featuresThatOnlyShrinkDoNotComeRelativelyCloser() {
        FeatureDistance before = FeatureDistance.between(WIDE, HIGH, 2);
        FeatureDistance after = FeatureDistance.between(scaled(WIDE, 0.01), scaled(HIGH, 0.01), 2);
        assertEquals(before.relativeFrechet(), after.relativeFrechet(), 1e-9);
        assertEquals(before.mmd(), after.mmd(), 1e-9);
        assertEquals(before.frechet() * 1e-4, after.frechet(), 1e-9);
    }

    @Test
    void whereNothingVariesThereIsNoRelativeDistance() {
        double[][] same = {{1, 1}, {1, 1}};
        FeatureDistance distance = FeatureDistance.between(same, same, 1);
        assertEquals(0, distance.frechet());
        assertTrue(Double.isNaN(distance.relativeFrechet()));
    }

    /** As columns 0 and 3 of five. */
    private static double[][] padded(double[][] samples) {
        double[][] padded = new double[samples.length][5];
        for (int i = 0; i < samples.length; i++) {
            padded[i][0] = samples[i][0];
            padded[i][3] = samples[i][1];
        }
        return padded;
    }

    private static double[][] scaled(double[][] samples, double factor) {
        double[][] scaled = new double[samples.length][2];
        for (int i = 0; i < samples.length; i++) {
            scaled[i][0] = factor * samples[i][0];
            scaled[i][1] = factor * samples[i][1];
        }
        return scaled;
    }
}
