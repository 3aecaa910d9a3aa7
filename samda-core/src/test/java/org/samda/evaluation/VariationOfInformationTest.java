// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.evaluation.VariationOfInformation.Background.COUNTED;
import static org.samda.evaluation.VariationOfInformation.Background.IGNORED;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VariationOfInformationTest {

    @Test
    void anObjectCutInHalvesIsOneBitOfSplit() {
        assertEquals(new VariationOfInformation(1, 0), of("11112222", "33333333", COUNTED));
        assertEquals(new VariationOfInformation(2, 0), of("11223344", "33333333", COUNTED));
    }

    @Test
    void twoObjectsJoinedAreOneBitOfMerge() {
        assertEquals(new VariationOfInformation(0, 1), of("11111111", "22223333", COUNTED));
    }

    @Test
    void equalsTheTableWorkedOutByHand() {
        // Labels 1 (4 voxels) as 1 1 1 2, labels 2 (4 voxels) as 2 2 2 2.
        // Split: 4/8 of the voxels have 3/4 and 1/4: H = 2 - 3/4 log2 3. Merge: 5/8 of them have 1/5 and 4/5.
        double log3 = Math.log(3) / Math.log(2);
        double log5 = Math.log(5) / Math.log(2);
        VariationOfInformation found = of("11122222", "11112222", COUNTED);
        assertEquals((2 - 0.75 * log3) / 2, found.split(), 1e-15);
        assertEquals(5.0 / 8 * (log5 - 0.8 * 2), found.merge(), 1e-15);
        assertEquals(found.split() + found.merge(), found.total());
    }

    @Test
    void backgroundIsAnObjectOrIsIgnored() {
        // Half of the background is predicted to be an object: half the voxels have one bit.
        assertEquals(new VariationOfInformation(0.5, 0), of("11112200", "11110000", COUNTED));
        assertEquals(new VariationOfInformation(0, 0), of("11112200", "11110000", IGNORED));
        // A missed half of an object counts either way.
        assertEquals(new VariationOfInformation(1, 0), of("11000000", "11110000", IGNORED));
    }

    @Test
    void whatIsEqualUpToIdsIsAtDistanceZero() {
        int[] squares = Ids.squares();
        Contingency contingency = new Contingency();
        contingency.add(Arrays.stream(squares).map(id -> 99 - id).toArray(), squares);
        assertEquals(new VariationOfInformation(0, 0), VariationOfInformation.of(contingency, COUNTED));
    }

    @Test
    void exchangingTheSidesExchangesSplitAndMerge() {
        Contingency one = new Contingency();
        one.add(Ids.shiftedSquares(), Ids.squares());
        Contingency other = new Contingency();
        other.add(Ids.squares(), Ids.shiftedSquares());
        VariationOfInformation found = VariationOfInformation.of(one, COUNTED);
        VariationOfInformation exchanged = VariationOfInformation.of(other, COUNTED);
        assertTrue(found.merge() > found.split() + 0.01, found.toString());
        assertEquals(found.split(), exchanged.merge(), 1e-12);
        assertEquals(found.merge(), exchanged.split(), 1e-12);
    }

    @Test
    void withoutVoxelsItIsUndefined() {
        assertTrue(Double.isNaN(of("12", "00", IGNORED).split()));
        assertTrue(Double.isNaN(of("", "", COUNTED).total()));
    }

    private static VariationOfInformation of(
            String predicted, String labelled, VariationOfInformation.Background background) {
        return VariationOfInformation.of(Ids.table(predicted, labelled), background);
    }
}
