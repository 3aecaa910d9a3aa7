// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Tensors;

class MaximumMeanDiscrepancyTest {

    @Test
    void equalsTheGoldenValues() {
        double[][] x = rows(Filler.UNIT, 0, "mmd.x", 8);
        assertGolden("8v8_default", x, rows(Filler.UNIT, 0.5, "mmd.y", 8), 1e-7);
        assertGolden("8v6_default", x, rows(Filler.UNIT, 0.5, "mmd.y6", 6), 1e-7);
    }

    @Test
    void equalsTheGoldenValuesOfFeatureMaps() {
        double[][] source = maps("samda.s", Filler.UNIT, 0, false);
        double[][] target = maps("samda.t", 0.8 * Filler.UNIT, 0.25, false);
        assertGolden("feature_maps_positions_as_samples", source, target, 1e-6);
        assertGolden(
                "feature_maps_global_average",
                maps("samda.s", Filler.UNIT, 0, true),
                maps("samda.t", 0.8 * Filler.UNIT, 0.25, true),
                1e-6);
    }

    @Test
    void samplesThatAreAllTheSameAreNotApart() {
        double[][] same = {{1, 2}, {1, 2}, {1, 2}};
        MaximumMeanDiscrepancy mmd = MaximumMeanDiscrepancy.between(same, same);
        assertEquals(0, mmd.biased());
        assertEquals(0, mmd.unbiased());
    }

    @Test
    void doesNotDependOnTheScaleOfTheFeatures() {
        double[][] x = rows(Filler.UNIT, 0, "mmd.x", 8);
        double[][] y = rows(Filler.UNIT, 0.5, "mmd.y", 8);
        double[][] smallX = rows(1e-3 * Filler.UNIT, 0, "mmd.x", 8);
        double[][] smallY = rows(1e-3 * Filler.UNIT, 0.5e-3, "mmd.y", 8);
        assertEquals(
                MaximumMeanDiscrepancy.between(x, y).unbiased(),
                MaximumMeanDiscrepancy.between(smallX, smallY).unbiased(),
                1e-5);
    }

    @Test
    void onlySamplesOfDifferentDistributionsAreFurtherApartThanByChance() {
        double[][] x = rows(Filler.UNIT, 0, "mmd.x", 16);
        MaximumMeanDiscrepancy alike = MaximumMeanDiscrepancy.between(x, rows(Filler.UNIT, 0, "mmd.y", 16));
        assertTrue(alike.unbiased() <= alike.chance(1), alike.unbiased() + " > " + alike.chance(1));
        MaximumMeanDiscrepancy apart = MaximumMeanDiscrepancy.between(x, rows(Filler.UNIT, 0.5, "mmd.y", 16));
        assertTrue(apart.unbiased() > apart.chance(1), apart.unbiased() + " <= " + apart.chance(1));
        assertTrue(alike.chance(1) > 0 && alike.chance(1) < 0.3, "chance " + alike.chance(1));
    }

    @Test
    void samplesOfAGroupThatAreAllTheSameAreNoMoreEvidenceThanOne() {
        double[][] x = rows(Filler.UNIT, 0, "mmd.x", 8);
        double[][] y = rows(Filler.UNIT, 0, "mmd.y", 8);
        double[][] threeX = new double[24][];
        double[][] threeY = new double[24][];
        for (int i = 0; i < 24; i++) {
            threeX[i] = x[i / 3];
            threeY[i] = y[i / 3];
        }
        MaximumMeanDiscrepancy repeated = MaximumMeanDiscrepancy.between(threeX, threeY);
        assertTrue(repeated.chance(3) > 2 * repeated.chance(1), repeated.chance(3) + ", " + repeated.chance(1));
        assertThrows(IllegalArgumentException.class, () -> repeated.chance(5));
    }

    @Test
    void aSingleSampleIsRefused() {
        double[][] two = {{1}, {2}};
        assertThrows(IllegalArgumentException.class, () -> MaximumMeanDiscrepancy.between(two, new double[][] {{1}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> MaximumMeanDiscrepancy.between(two, new double[][] {{1, 2}, {3, 4}}));
    }

    private static void assertGolden(String name, double[][] x, double[][] y, double tolerance) {
        MaximumMeanDiscrepancy mmd = MaximumMeanDiscrepancy.between(x, y);
        var expected = GoldenFile.of("samda/mmd/" + name).value();
        assertEquals(expected.get("biased").asDouble(), mmd.biased(), tolerance);
        assertEquals(expected.get("unbiased").asDouble(), mmd.unbiased(), tolerance);
    }

    private static double[][] rows(double scale, double offset, String name, int count) {
        try (PointerScope scope = new PointerScope()) {
            return split(Tensors.floats(Filler.symmetric(name, scale, offset, count, 32)), count);
        }
    }

    /** Feature maps [2, 256, 16, 16]: each position a sample, or each map's average. */
    private static double[][] maps(String name, double scale, double offset, boolean average) {
        try (PointerScope scope = new PointerScope()) {
            Tensor maps = Filler.symmetric(name, scale, offset, 2, 256, 16, 16);
            Tensor samples = average ? maps.mean(2, 3) : maps.permute(0, 2, 3, 1);
            return split(Tensors.floats(samples), average ? 2 : 512);
        }
    }

    private static double[][] split(float[] values, int count) {
        double[][] rows = new double[count][values.length / count];
        for (int i = 0; i < values.length; i++) {
            rows[i / rows[0].length][i % rows[0].length] = values[i];
        }
        return rows;
    }
}
