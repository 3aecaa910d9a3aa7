// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchesTest {

    @Test
    void equalsTheTableWorkedOutByHand() {
        // 1: 3 of 4 voxels, 4 joined: IoU 3/4. 2: 2 of 3, 3 joined: 2/3. 3 is missed, 7 is invented.
        Contingency contingency = Ids.table("01110220007", "01111222330");
        // Predicted 2 has 2 voxels, labelled 2 has 3.
        Matches half = Matches.of(contingency, 0.5);
        assertEquals(new Matches(2, 1, 1, 3.0 / 4 + 2.0 / 3), half);
        assertEquals(2.0 * 2 / (2 * 2 + 1 + 1), half.f1(), 1e-15);
        assertEquals(2.0 / 3, half.precision(), 1e-15);
        assertEquals(2.0 / 3, half.recall(), 1e-15);
        assertEquals(2.0 / 4, half.averagePrecision(), 1e-15);
        assertEquals((3.0 / 4 + 2.0 / 3) / 2, half.meanIou(), 1e-15);
        assertEquals((3.0 / 4 + 2.0 / 3) / 3, half.panopticQuality(), 1e-15);
        assertEquals(half.meanIou() * half.f1(), half.panopticQuality(), 1e-15);
        assertEquals(new Matches(1, 2, 2, 3.0 / 4), Matches.of(contingency, 0.75), "3/4 reaches the threshold");
        assertEquals(new Matches(0, 3, 3, 0), Matches.of(contingency, 0.76));
    }

    @Test
    void twoObjectsMergedIntoOneOfUnequalSizeGiveOnePair() {
        // 5 + 3 voxels in one of 8: IoU 5/8 and 3/8.
        assertEquals(new Matches(1, 0, 1, 5.0 / 8), Matches.of(Ids.table("11111111", "11111222"), 0.5));
    }

    @Test
    void anObjectCutIntoUnequalPartsGivesOnePair() {
        assertEquals(new Matches(1, 1, 0, 5.0 / 8), Matches.of(Ids.table("11111222", "11111111"), 0.5));
    }

    @Test
    void ofTwoEqualHalvesOneIsMatched() {
        assertEquals(new Matches(1, 0, 1, 0.5), Matches.of(Ids.table("11111111", "11112222"), 0.5));
        assertEquals(new Matches(1, 1, 0, 0.5), Matches.of(Ids.table("11112222", "11111111"), 0.5));
        assertEquals(
                new Matches(2, 1, 1, 1), Matches.of(Ids.table("1111111122223333", "1111222233333333"), 0.5), "both");
    }

    @Test
    void justBelowTheThresholdNothingMatches() {
        // 2^40 voxels in common of 2^41 + 1 joined: less than one half in the last place.
        Contingency contingency = new Contingency();
        contingency.add(1, 1, 1L << 40);
        contingency.add(1, 0, 1L << 40);
        assertEquals(1, Matches.of(contingency, 0.5).truePositives());
        contingency.add(0, 1, 1);
        assertEquals(0, Matches.of(contingency, 0.5).truePositives());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.75, 1})
    void whatIsEqualIsPerfect(double threshold) {
        int[] squares = Ids.squares();
        Contingency contingency = new Contingency();
        contingency.add(squares, squares);
        Matches matches = Matches.of(contingency, threshold);
        assertEquals(new Matches(32, 0, 0, 32), matches);
        assertEquals(1, matches.f1());
        assertEquals(1, matches.averagePrecision());
        assertEquals(1, matches.panopticQuality());
    }

    @Test
    void exchangingPredictionAndLabelsExchangesWhatIsMissedAndInvented() {
        Matches one = Matches.of(table(Ids.shiftedSquares(), Ids.squares()), 0.5);
        Matches other = Matches.of(table(Ids.squares(), Ids.shiftedSquares()), 0.5);
        assertTrue(one.truePositives() > 5 && one.falsePositives() > 0 && one.falseNegatives() > 0, one.toString());
        assertEquals(one.truePositives(), other.truePositives());
        assertEquals(one.falsePositives(), other.falseNegatives());
        assertEquals(one.falseNegatives(), other.falsePositives());
        assertEquals(one.summedIou(), other.summedIou(), 1e-12);
        assertEquals(one.precision(), other.recall());
    }

    @Test
    void otherIdsForTheSameObjectsChangeNothing() {
        Matches matches = Matches.of(table(Ids.shiftedSquares(), Ids.squares()), 0.5);
        int[] renamed = Arrays.stream(Ids.shiftedSquares())
                .map(id -> id == 0 ? 0 : 1000 - 7 * id)
                .toArray();
        Matches other = Matches.of(table(renamed, Ids.squares()), 0.5);
        assertEquals(matches.truePositives(), other.truePositives());
        assertEquals(matches.falsePositives(), other.falsePositives());
        assertEquals(matches.summedIou(), other.summedIou(), 1e-12);
    }

    @Test
    void withoutObjectsThereIsNothingToScore() {
        Matches none = Matches.of(Ids.table("000", "000"), 0.5);
        assertEquals(Matches.NONE, none);
        assertTrue(Double.isNaN(none.f1()) && Double.isNaN(none.averagePrecision()));
        assertTrue(Double.isNaN(none.panopticQuality()) && Double.isNaN(none.meanIou()));
        Matches missed = Matches.of(Ids.table("000", "011"), 0.5);
        assertEquals(new Matches(0, 0, 1, 0), missed);
        assertEquals(0, missed.f1());
        assertEquals(0, missed.panopticQuality());
        assertTrue(Double.isNaN(missed.precision()));
    }

    @Test
    void thresholdsThatDoNotMakePairsUniqueAreRefused() {
        Contingency contingency = Ids.table("1", "1");
        assertThrows(IllegalArgumentException.class, () -> Matches.of(contingency, 0.49));
        assertThrows(IllegalArgumentException.class, () -> Matches.of(contingency, 1.1));
        assertThrows(IllegalArgumentException.class, () -> Matches.of(contingency, Double.NaN));
    }

    private static Contingency table(int[] predicted, int[] labelled) {
        Contingency contingency = new Contingency();
        contingency.add(predicted, labelled);
        return contingency;
    }
}
