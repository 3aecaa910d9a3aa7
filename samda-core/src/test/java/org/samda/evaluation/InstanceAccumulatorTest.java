// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.evaluation.VariationOfInformation.Background.COUNTED;
import static org.samda.evaluation.VariationOfInformation.Background.IGNORED;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceAccumulatorTest {

    @Test
    void matchesAreCountedOverAllImagesAndWhatIsMeasuredInVoxelsIsAMean() {
        InstanceAccumulator accumulator = new InstanceAccumulator(COUNTED);
        // One pair of IoU 1 and one of 3/4; then a merge of two equal halves.
        accumulator.add("a", Ids.table("11112220", "11112222"));
        accumulator.add("b", Ids.table("11111111", "11112222"));
        InstanceScores scores = accumulator.scores();
        assertEquals(3, scores.predictedObjects());
        assertEquals(4, scores.labelledObjects());
        assertEquals(MatchScore.of(new Matches(3, 0, 1, 1 + 0.75 + 0.5)), scores.at50());
        assertEquals(MatchScore.of(new Matches(2, 1, 2, 1 + 0.75)), scores.at75());
        assertEquals(2.25 / 3.5, scores.at50().panopticQuality(), 1e-15);
        assertEquals(
                List.of("a", "b"),
                scores.perImage().stream().map(InstanceImageScore::name).toList());
        assertEquals(1, scores.perImage().get(0).at50().f1());
        assertEquals(2.0 / 3, scores.perImage().get(1).at50().f1(), 1e-15);
        // The second labelled object of a is 3/4 and 1/4: 2 - 3/4 log2 3 bits for half of the voxels.
        double splitOfA = (2 - 0.75 * Math.log(3) / Math.log(2)) / 2;
        assertEquals(splitOfA / 2, scores.meanVariationOfInformation().split(), 1e-15);
        assertEquals(0.5, scores.meanVariationOfInformation().merge(), 1e-15);
        double errorOfA = 1 - 2 * 9.0 * 2 / (2 * (9 + 12));
        assertEquals((errorOfA + 1 - 24.0 / 40) / 2, scores.meanAdaptedRand().error(), 1e-15);
    }

    @Test
    void anImageWithoutObjectsIsLeftOutOfTheMeans() {
        InstanceAccumulator accumulator = new InstanceAccumulator(IGNORED);
        accumulator.add("empty", Ids.table("0000", "0000"));
        InstanceScores none = accumulator.scores();
        assertTrue(Double.isNaN(none.at50().f1())
                && Double.isNaN(none.meanAdaptedRand().error()));
        accumulator.add("halved", Ids.table("11112222", "11111111"));
        assertEquals(new VariationOfInformation(1, 0), accumulator.scores().meanVariationOfInformation());
        assertEquals(1 - 24.0 / 40, accumulator.scores().meanAdaptedRand().error(), 1e-15);
        assertEquals(2, accumulator.scores().perImage().size());
    }

    @Test
    void equalIdsOfTwoImagesAreTwoObjects() {
        InstanceAccumulator accumulator = new InstanceAccumulator(COUNTED);
        accumulator.add("a", Ids.table("11", "11"));
        accumulator.add("b", Ids.table("11", "00"));
        assertEquals(1, accumulator.scores().at50().truePositives());
        assertEquals(1, accumulator.scores().at50().falsePositives());
    }
}
