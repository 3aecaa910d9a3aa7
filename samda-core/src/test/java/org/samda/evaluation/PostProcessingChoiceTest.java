// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;

class PostProcessingChoiceTest {
    /** Dice 2/3, 4/5 and 1 of one object of 2 px: two, one and no false positives. */
    private static final Confusion LOW = new Confusion(2, 2, 0);

    private static final Confusion MIDDLE = new Confusion(2, 1, 0);
    private static final Confusion HIGH = new Confusion(2, 0, 0);

    @Test
    void oneClassIsTreatedAsForegroundIfItsDiceRises() {
        assertEquals(new LargestComponent(true, List.of()), of(counts(List.of(LOW), List.of(HIGH))));
        assertEquals(LargestComponent.NONE, of(counts(List.of(HIGH), List.of(LOW))));
        assertEquals(LargestComponent.NONE, of(counts(List.of(LOW), List.of(LOW))));
    }

    @Test
    void theMeanOverTheCasesDecides() {
        RemovalCounts better = counts(List.of(MIDDLE), List.of(HIGH));
        RemovalCounts worse = counts(List.of(HIGH), List.of(LOW));
        // Rises by 1/5, falls by 1/3.
        assertEquals(LargestComponent.NONE, of(better, worse));
        // Rises by 2/5.
        assertEquals(new LargestComponent(true, List.of()), of(better, better, worse));
    }

    @Test
    void noClassMayDropWhenTheForegroundIsTreated() {
        // Mean from 2/3 + 1 to 1 + 4/5: better, but the second class drops. Then the first class alone is treated.
        RemovalCounts counts =
                new RemovalCounts(List.of(LOW, HIGH), List.of(HIGH, MIDDLE), List.of(HIGH, MIDDLE), List.of(LOW, LOW));
        assertEquals(new LargestComponent(false, List.of(1)), of(counts));
    }

    @Test
    void labelsAreComparedWithWhatTheForegroundLeft() {
        // The foreground takes class 1 from 2/3 to 1; of class 2 the rest makes 4/5 a 1.
        RemovalCounts counts = new RemovalCounts(
                List.of(LOW, MIDDLE), List.of(HIGH, MIDDLE), List.of(HIGH, MIDDLE), List.of(HIGH, HIGH));
        assertEquals(new LargestComponent(true, List.of(2)), of(counts));
    }

    @Test
    void casesWithoutTheClassAreLeftOutOfItsMean() {
        RemovalCounts absent = counts(List.of(Confusion.NONE), List.of(Confusion.NONE));
        assertEquals(new LargestComponent(true, List.of()), of(absent, counts(List.of(LOW), List.of(HIGH)), absent));
        assertEquals(LargestComponent.NONE, of(absent));
    }

    @Test
    void aClassThatIsNowhereKeepsTheForegroundUntreated() {
        RemovalCounts counts = new RemovalCounts(
                List.of(LOW, Confusion.NONE),
                List.of(HIGH, Confusion.NONE),
                List.of(HIGH, Confusion.NONE),
                List.of(HIGH, Confusion.NONE));
        assertEquals(new LargestComponent(false, List.of(1)), of(counts));
    }

    @Test
    void countsOfACaseAreWorkedOutByHand() {
        // Class 1: two px that are right and a lone one; class 2: beside it, one right, and a lone wrong one.
        LabelImage prediction = new LabelImage(8, 1, new int[] {1, 1, 2, 0, 1, 0, 2, 2});
        LabelImage labels = new LabelImage(8, 1, new int[] {1, 1, 2, 0, 0, 0, 0, 0});
        RemovalCounts counts = RemovalCounts.of(List.of(prediction), List.of(labels), 2);
        assertEquals(List.of(new Confusion(2, 1, 0), new Confusion(1, 2, 0)), counts.untouched());
        assertEquals(List.of(new Confusion(2, 0, 0), new Confusion(1, 0, 0)), counts.ofForeground());
        // Of class 2 alone the wrong component is the larger one.
        assertEquals(List.of(new Confusion(2, 0, 0), new Confusion(0, 2, 1)), counts.ofLabels());
        assertEquals(List.of(new Confusion(2, 0, 0), new Confusion(1, 0, 0)), counts.ofBoth());
        assertEquals(new LargestComponent(true, List.of()), of(counts));
    }

    @Test
    void sectionsAreOneCase() {
        // A lone voxel in its section, but connected to the next one.
        List<LabelImage> prediction =
                List.of(new LabelImage(3, 1, new int[] {1, 0, 0}), new LabelImage(3, 1, new int[] {1, 0, 1}));
        RemovalCounts counts = RemovalCounts.of(prediction, prediction, 1);
        assertEquals(List.of(new Confusion(3, 0, 0)), counts.untouched());
        assertEquals(List.of(new Confusion(2, 0, 1)), counts.ofForeground());
    }

    @Test
    void countsThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PostProcessingChoice.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> counts(List.of(LOW), List.of(LOW, LOW)));
        LabelImage section = new LabelImage(1, 1, new int[1]);
        assertThrows(
                IllegalArgumentException.class, () -> RemovalCounts.of(List.of(section, section), List.of(section), 1));
    }

    private static LargestComponent of(RemovalCounts... cases) {
        return PostProcessingChoice.of(List.of(cases));
    }

    /** Of one class, where labels and foreground are the same. */
    private static RemovalCounts counts(List<Confusion> untouched, List<Confusion> removed) {
        return new RemovalCounts(untouched, removed, removed, removed);
    }
}
