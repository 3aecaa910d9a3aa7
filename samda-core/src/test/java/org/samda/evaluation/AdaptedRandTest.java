// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdaptedRandTest {

    @Test
    void aMergeLowersPrecisionAndASplitRecall() {
        // Pairs of voxels: 6 + 6 in the labels, 28 in the prediction that joins them.
        AdaptedRand merged = AdaptedRand.of(Ids.table("11111111", "11112222"));
        assertEquals(12.0 / 28, merged.precision(), 1e-15);
        assertEquals(1, merged.recall());
        assertEquals(1 - 2 * 12.0 / (12 + 28), merged.error(), 1e-15);
        AdaptedRand split = AdaptedRand.of(Ids.table("11112222", "11111111"));
        assertEquals(1, split.precision());
        assertEquals(12.0 / 28, split.recall(), 1e-15);
        assertEquals(merged.error(), split.error());
    }

    @Test
    void equalsTheTableWorkedOutByHand() {
        // In both: 3 pairs of 1 1 1 and 6 of 2 2 2 2. Predicted: 3 + 10. Labelled: 6 + 6.
        AdaptedRand found = AdaptedRand.of(Ids.table("11122222", "11112222"));
        assertEquals(9.0 / 13, found.precision(), 1e-15);
        assertEquals(9.0 / 12, found.recall(), 1e-15);
        assertEquals(1 - 2 * 9.0 / 25, found.error(), 1e-15);
    }

    @Test
    void backgroundOfTheLabelsIsIgnoredAndThatOfThePredictionIsAnObject() {
        assertEquals(AdaptedRand.of(Ids.table("1112", "1122")), AdaptedRand.of(Ids.table("11125511", "11220000")));
        assertEquals(AdaptedRand.of(Ids.table("1113", "1122")), AdaptedRand.of(Ids.table("0003", "1122")));
    }

    @Test
    void whatIsEqualUpToIdsHasNoError() {
        int[] squares = Ids.squares();
        Contingency contingency = new Contingency();
        contingency.add(Arrays.stream(squares).map(id -> 99 - id).toArray(), squares);
        assertEquals(new AdaptedRand(0, 1, 1), AdaptedRand.of(contingency));
    }

    @Test
    void nothingInCommonIsAllWrong() {
        AdaptedRand found = AdaptedRand.of(Ids.table("1212", "1122"));
        assertEquals(1, found.error());
    }

    @Test
    void countsWhoseSquaresExceed64BitsAreRight() {
        Contingency contingency = new Contingency();
        contingency.add(1, 1, 1L << 40);
        contingency.add(2, 1, 1L << 40);
        AdaptedRand found = AdaptedRand.of(contingency);
        assertEquals(1, found.precision());
        assertEquals(0.5, found.recall(), 1e-11);
    }

    @Test
    void withoutPairsItIsUndefined() {
        assertTrue(Double.isNaN(AdaptedRand.of(Ids.table("12", "00")).error()));
        assertTrue(Double.isNaN(AdaptedRand.of(Ids.table("12", "12")).error()));
    }
}
