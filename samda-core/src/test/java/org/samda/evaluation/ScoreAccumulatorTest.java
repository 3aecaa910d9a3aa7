// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.image.LabelImage;

class ScoreAccumulatorTest {
    private final ScoreAccumulator mitochondria = new ScoreAccumulator(List.of("mitochondria"));
    private final ScoreAccumulator hippocampus = new ScoreAccumulator(List.of("anterior", "posterior"));

    @Test
    void poolsPixelsAndAveragesImages() {
        // a: TP 3, Dice 1. b: TP 0, FN 1, Dice 0. Pooled: 2 * 3 / (2 * 3 + 1); mean: 1/2.
        mitochondria.add("a", row(1, 1, 1), row(1, 1, 1));
        mitochondria.add("b", row(0, 0, 0), row(1, 0, 0));
        Scores scores = mitochondria.scores();
        assertEquals(6.0 / 7, scores.dice());
        assertEquals(3.0 / 4, scores.iou());
        assertEquals(1, scores.precision());
        assertEquals(3.0 / 4, scores.recall());
        assertEquals(0.5, scores.meanDice());
        assertEquals(0.5, scores.meanIou());
        assertEquals(List.of(new ImageScore("a", 1, 1), new ImageScore("b", 0, 0)), scores.perImage());
    }

    @Test
    void leavesEmptyImagesOutOfTheMeanAndCountsThem() {
        mitochondria.add("full", row(1, 0), row(1, 1));
        mitochondria.add("empty", row(0, 0), row(0, 0));
        Scores scores = mitochondria.scores();
        assertEquals(2.0 / 3, scores.meanDice());
        assertEquals(1, scores.emptyImages());
        assertTrue(Double.isNaN(scores.perImage().get(1).dice()));
    }

    @Test
    void sectionsUnderOneNameAreOneVolume() {
        mitochondria.add("volume", row(1, 0), row(1, 0));
        mitochondria.add("volume", row(0, 0), row(1, 1));
        assertEquals(
                List.of(new ImageScore("volume", 0.5, 1.0 / 3)),
                mitochondria.scores().perImage());
    }

    @Test
    void oneClassIsNotListedTwice() {
        mitochondria.add("a", row(1), row(1));
        assertEquals(List.of(), mitochondria.scores().perClass());
    }

    @Test
    void severalClassesAreScoredByThemselvesAndAsTheirUnion() {
        // Labels 1 1 2 2, prediction 1 2 2 0. Union: TP 3, FN 1. Class 1: TP 1, FN 1. Class 2: TP 1, FP 1, FN 1.
        hippocampus.add("a", row(1, 2, 2, 0), row(1, 1, 2, 2));
        Scores scores = hippocampus.scores();
        assertEquals(6.0 / 7, scores.dice());
        assertEquals(
                List.of(
                        new ClassScore("anterior", 2.0 / 3, 1.0 / 2, 1, 1.0 / 2, 2.0 / 3),
                        new ClassScore("posterior", 2.0 / 4, 1.0 / 3, 1.0 / 2, 1.0 / 2, 2.0 / 4)),
                scores.perClass());
    }

    @Test
    void hasNoFiguresBeforeTheFirstImage() {
        Scores scores = mitochondria.scores();
        assertTrue(Double.isNaN(scores.dice()) && Double.isNaN(scores.meanDice()));
        assertEquals(List.of(), scores.perImage());
    }

    @Test
    void namesTheImageWhoseSizesDiffer() {
        String message = assertThrows(SamdaException.class, () -> mitochondria.add("s07", row(1, 1), row(1)))
                .getMessage();
        assertEquals(
                "Image 's07': Prediction of 2 x 1 px does not fit labels of 1 x 1 px. "
                        + "Compare images of the same size.",
                message);
    }

    @Test
    void refusesAClassThatIsNotThere() {
        String message = assertThrows(SamdaException.class, () -> mitochondria.add("s07", row(255), row(1)))
                .getMessage();
        assertEquals("Prediction 's07' holds class index 255; expected 0 to 1. Check the classes.", message);
    }

    private static LabelImage row(int... labels) {
        return new LabelImage(labels.length, 1, labels);
    }
}
