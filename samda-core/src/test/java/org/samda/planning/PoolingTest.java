// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolingTest {

    @Test
    void halvesBothSidesWhileTheyHaveEightPixels() {
        // 50 -> 25 -> 13 -> 7 and 35 -> 18 -> 9 -> 5: three halvings each, so multiples of 8.
        Topology topology = topology(50, 35, 1);
        assertEquals(new PatchSize(56, 40), topology.patch());
        assertEquals(
                List.of(
                        new Stage(1, 1, 3, 3, 32),
                        new Stage(2, 2, 3, 3, 64),
                        new Stage(2, 2, 3, 3, 128),
                        new Stage(2, 2, 3, 3, 256)),
                topology.stages());
    }

    @Test
    void aSideFourTimesAsCoarseWaitsAndIsNotConvolvedUntilTheFinerOneHasCaughtUp() {
        // y 512 at 1, x 128 at 4. Spacings are alike after two halvings of y: 128 x 128, then 64, 32, 16, 8, 4 px.
        Topology topology = topology(512, 128, 4);
        assertEquals(new PatchSize(512, 128), topology.patch());
        assertEquals(
                List.of(
                        new Stage(1, 1, 3, 1, 32),
                        new Stage(2, 1, 3, 1, 64),
                        new Stage(2, 1, 3, 3, 128),
                        new Stage(2, 2, 3, 3, 256),
                        new Stage(2, 2, 3, 3, 512),
                        new Stage(2, 2, 3, 3, 512),
                        new Stage(2, 2, 3, 3, 512),
                        new Stage(2, 2, 3, 3, 512)),
                topology.stages());
        assertEquals(128, topology.stride(Axis.Y));
        assertEquals(32, topology.stride(Axis.X));
    }

    @Test
    void sidesWhoseSpacingsDifferByLessThanTwoAreTreatedAlike() {
        assertEquals(new Stage(1, 1, 3, 3, 32), topology(64, 64, 1.99).stages().get(0));
        assertEquals(new Stage(1, 1, 3, 1, 32), topology(64, 64, 2).stages().get(0));
        assertEquals(new Stage(2, 1, 3, 3, 64), topology(64, 64, 2).stages().get(1));
    }

    @Test
    void aSideAloneIsHalvedFromTwelvePixelsOn() {
        // x has 6 px: y alone is halved, 24 -> 12 -> 6, or 22 -> 11 and no further.
        assertEquals(4, topology(24, 6, 1).stride(Axis.Y));
        assertEquals(2, topology(22, 6, 1).stride(Axis.Y));
        assertEquals(1, topology(24, 6, 1).stride(Axis.X));
    }

    @Test
    void theLastStageIsConvolvedAlongBothSides() {
        // y stops at 14 -> 7 with spacing 2; x, at 8, is alone and has 9 px, less than 12: never halved.
        assertEquals(
                List.of(new Stage(1, 1, 3, 1, 32), new Stage(2, 1, 3, 3, 64)),
                topology(14, 9, 8).stages());
        assertEquals(
                List.of(new Stage(1, 1, 1, 3, 32), new Stage(1, 2, 3, 3, 64)),
                topology(9, 14, 0.125).stages());
    }

    @Test
    void aHalfPixelCounts() {
        // 255.5 -> 128 -> 64 -> 32 -> 16 -> 8 -> 4: six halvings; 7.5 px are less than 8.
        assertEquals(64, topology(255.5, 255.5, 1).stride(Axis.X));
        assertEquals(new PatchSize(256, 256), topology(255.5, 255.5, 1).patch());
        assertEquals(new PatchSize(8, 16), topology(7.5, 16, 1).patch());
        assertEquals(1, topology(7.5, 16, 1).stride(Axis.Y));
    }

    @Test
    void stagesBeyondTheLimitAreLeftOut() {
        PlanLimits three = limits(Optional.of(3), 16, 48);
        Topology topology = Pooling.topology(1000, 1001, new Extent(9, 1, 1), three);
        assertEquals(new PatchSize(1000, 1004), topology.patch());
        assertEquals(
                List.of(new Stage(1, 1, 3, 3, 16), new Stage(2, 2, 3, 3, 32), new Stage(2, 2, 3, 3, 48)),
                topology.stages());
    }

    @Test
    void countsTheValuesOfAllFeatureMaps() {
        // 16 x 16 -> 8 -> 4. Encoder 2 F A, decoder 3 F A, one value per class at full resolution.
        Topology topology = topology(16, 16, 1);
        long encoder = 2 * (32 * 256 + 64 * 64 + 128 * 16);
        long decoder = 3 * (32 * 256 + 64 * 64);
        assertEquals(new MemoryEstimate(new PatchSize(16, 16), encoder + decoder + 5 * 256), topology.estimate(5));
    }

    private static Topology topology(double height, double width, double spacingX) {
        return Pooling.topology(height, width, new Extent(9, 1, spacingX), PlanLimits.NNUNET);
    }

    private static PlanLimits limits(Optional<Integer> stages, int base, int most) {
        return new PlanLimits(stages, base, most, Optional.empty(), Optional.empty(), 8, 1);
    }
}
