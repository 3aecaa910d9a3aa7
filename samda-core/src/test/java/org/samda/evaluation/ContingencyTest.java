// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.image.LabelImage;

class ContingencyTest {

    @Test
    void countsVoxelsByTheirPairOfIds() {
        Contingency contingency = Ids.table("11220011", "11110022");
        assertEquals(List.of("0 0 2", "1 1 2", "1 2 2", "2 1 2"), pairs(contingency));
        assertEquals(2, contingency.predictedObjects());
        assertEquals(2, contingency.labelledObjects());
        assertEquals(8, contingency.voxels());
        assertEquals(4, contingency.predictedSizes().get(1));
        assertEquals(2, contingency.labelledSizes().get(2));
    }

    @Test
    void backgroundIsNoObject() {
        assertEquals(0, Ids.table("000", "000").predictedObjects());
        assertEquals(1, Ids.table("111", "000").predictedObjects());
        assertEquals(0, new Contingency().labelledObjects());
        assertEquals(0, new Contingency().voxels());
    }

    @Test
    void dividingTheVolumeInPartsChangesNothing() {
        int[] predicted = Ids.random(1, 6000, 40);
        int[] labelled = Ids.random(2, 6000, 30);
        Contingency whole = new Contingency();
        whole.add(predicted, labelled);
        Contingency parts = new Contingency();
        for (int end = 6000; end > 0; end -= Math.min(end, 251)) {
            int start = Math.max(0, end - 251);
            parts.add(part(predicted, start, end), part(labelled, start, end));
        }
        assertTrue(pairs(whole).size() > 1000, "nearly all pairs occur");
        assertEquals(pairs(whole), pairs(parts));
        assertEquals(
                VariationOfInformation.of(whole, VariationOfInformation.Background.COUNTED),
                VariationOfInformation.of(parts, VariationOfInformation.Background.COUNTED));
        assertEquals(AdaptedRand.of(whole), AdaptedRand.of(parts));
    }

    @Test
    void largeIdsAndCountsAreKept() {
        Contingency contingency = new Contingency();
        contingency.add(1 << 24, (1 << 24) - 1, 5_000_000_000L);
        contingency.add(1 << 24, (1 << 24) - 1, 5_000_000_000L);
        contingency.add(Integer.MAX_VALUE, 0, 1);
        assertEquals(List.of("16777216 16777215 10000000000", "2147483647 0 1"), pairs(contingency));
    }

    @Test
    void sectionsOfDifferentSizesAreRefused() {
        LabelImage wide = new LabelImage(4, 1, new int[4]);
        LabelImage high = new LabelImage(1, 4, new int[4]);
        SamdaException problem = assertThrows(SamdaException.class, () -> new Contingency().add(wide, high));
        assertTrue(
                problem.getMessage().startsWith("Prediction of 4 x 1 px does not fit labels of 1 x 4 px"),
                problem.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Contingency().add(new int[4], new int[5]));
    }

    @Test
    void negativeIdsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Contingency().add(new int[] {-1}, new int[1]));
        assertThrows(IllegalArgumentException.class, () -> new Contingency().add(new int[1], new int[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> new Contingency().add(0, 0, 0));
    }

    private static List<String> pairs(Contingency contingency) {
        List<String> pairs = new ArrayList<>();
        contingency.forEach((predicted, labelled, voxels) -> pairs.add(predicted + " " + labelled + " " + voxels));
        return pairs;
    }

    private static int[] part(int[] ids, int from, int to) {
        return Arrays.copyOfRange(ids, from, to);
    }
}
