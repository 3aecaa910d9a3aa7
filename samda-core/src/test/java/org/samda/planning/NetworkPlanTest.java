// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.config.Configs;

class NetworkPlanTest {
    private static final Intensities GREY = new Intensities(10, 9, 3, 0, 30, 1, 28);

    @Test
    void survivesBeingWrittenAndRead() {
        Fingerprint fingerprint = new Fingerprint(
                Fingerprints.slices(20, 300, 200).cases(),
                List.of(
                        new Fingerprint.Channel("CT", Optional.of(GREY)),
                        new Fingerprint.Channel("rescale_to_0_1", Optional.of(GREY))),
                3);
        NetworkPlan plan = new NnUNetPlanner(PlanningRules.V2_2, PlanLimits.NNUNET).plan(fingerprint);
        assertEquals(plan, Configs.fromJson(Configs.toJson(plan), "plan", NetworkPlan.class));
        assertEquals(Optional.of(GREY), plan.channels().get(0).foreground());
        assertEquals(Optional.empty(), plan.channels().get(1).foreground());
    }

    @ParameterizedTest
    @CsvSource({
        "16, 18", // no multiple of 4
        "4, 16", // one row on the last grid
    })
    void aPatchThatItsStagesDoNotFitIsRefused(int height, int width) {
        Topology topology = Pooling.topology(16, 16, new Extent(1, 1, 1), PlanLimits.NNUNET);
        TargetGeometry geometry = TargetGeometry.of(Fingerprints.slices(1, 16, 16), 1);
        ChannelNormalization normalization =
                new ChannelNormalization(NormalizationScheme.NONE, false, Optional.empty());
        PatchSize patch = new PatchSize(height, width);
        assertThrows(
                IllegalArgumentException.class,
                () -> new NetworkPlan(
                        geometry,
                        patch,
                        2,
                        topology.stages(),
                        List.of(normalization),
                        2,
                        true,
                        List.of(new MemoryEstimate(patch, 1))));
    }
}
