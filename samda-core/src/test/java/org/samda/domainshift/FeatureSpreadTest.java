// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureSpreadTest {

    @Test
    void twoEqualDirectionsAreARankOfTwo() {
        double[][] cross = {{1, 0, 5}, {-1, 0, 5}, {0, 1, 5}, {0, -1, 5}};
        assertEquals(2, FeatureSpread.rank(cross), 1e-9);
        // Variance 2/3 in two of three features.
        assertEquals(4.0 / 9, FeatureSpread.of(cross).variance(), 1e-12);
    }

    @Test
    void unequalDirectionsCountByTheEntropyOfTheirSingularValues() {
        // Singular values 3 to 1: shares 3/4 and 1/4.
        double[][] flat = {{3, 0}, {-3, 0}, {0, 1}, {0, -1}};
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertEquals(Math.exp(entropy), FeatureSpread.rank(flat), 1e-9);
    }

    @Test
    void aConstantMapHasNoRankAndKeepsNothing() {
        FeatureSpread constant = FeatureSpread.of(new double[][] {{4, 4}, {4, 4}, {4, 4}});
        assertEquals(new FeatureSpread(0, 0), constant);
        assertEquals(0, constant.kept(new FeatureSpread(2, 2)));
    }

    @Test
    void keptIsTheVarianceOverThatBefore() {
        assertEquals(0.25, new FeatureSpread(1, 3).kept(new FeatureSpread(4, 3)));
    }

    @Test
    void singularValuesOfARotatedMatrixAreThoseOfTheMatrix() {
        // Rows of diag(5, 3, 0), each turned by a rotation from the right and mixed by one from the left.
        double c = Math.cos(0.7);
        double s = Math.sin(0.7);
        double[][] left = {{c, -s, 0}, {s, c, 0}, {0, 0, 1}};
        double[][] right = {{c, 0, s}, {0, 1, 0}, {-s, 0, c}};
        double[][] scaledLeft = new double[3][3];
        for (int i = 0; i < 3; i++) {
            scaledLeft[i] = new double[] {5 * left[i][0], 3 * left[i][1], 0};
        }
        double[] values = SingularValues.of(Samples.products(scaledLeft, right));
        Arrays.sort(values);
        assertArrayEquals(new double[] {0, 3, 5}, values, 1e-7);
    }
}
