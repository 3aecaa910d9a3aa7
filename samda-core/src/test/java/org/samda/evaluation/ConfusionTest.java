// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.image.LabelImage;

class ConfusionTest {

    @Test
    void countsTheFourCornersOfTheTable() {
        // One pixel each: in both, only predicted, only labelled (twice), in none.
        LabelImage prediction = row(1, 1, 0, 0, 0);
        LabelImage labels = row(1, 0, 1, 1, 0);
        assertEquals(new Confusion(1, 1, 2), Confusion.of(prediction, labels, 1));
    }

    @Test
    void figuresEqualThoseWorkedOutByHand() {
        Confusion counts = new Confusion(2, 1, 3);
        assertEquals(4.0 / 8, counts.dice());
        assertEquals(2.0 / 6, counts.iou());
        assertEquals(2.0 / 3, counts.precision());
        assertEquals(2.0 / 5, counts.recall());
    }

    @ParameterizedTest
    @CsvSource({
        "dice.p0, 0.3, dice.r0, 0.35, 0.30966767371601206, 205, 408, 506",
        "dice.p1, 0.5, dice.r1, 0.5, 0.5077461269365318, 508, 491, 494",
        "dice.p2, 0.9, dice.r2, 0.1, 0.1839080459770115, 184, 1611, 22"
    })
    void equalsTheReferenceValues(
            String p, double below, String r, double belowR, double dice, long tp, long fp, long fn) {
        Confusion counts = Confusion.of(mask(p, below), mask(r, belowR), 1);
        assertEquals(new Confusion(tp, fp, fn), counts);
        assertEquals(dice, counts.dice(), 1e-15);
    }

    @Test
    void twoEmptyMasksHaveNothingToScore() {
        Confusion counts = Confusion.of(row(0, 0), row(0, 0), 1);
        assertTrue(counts.isEmpty());
        assertTrue(Double.isNaN(counts.dice()) && Double.isNaN(counts.iou()));
        assertTrue(Double.isNaN(counts.precision()) && Double.isNaN(counts.recall()));
    }

    @Test
    void oneEmptyMaskScoresZero() {
        assertEquals(0, Confusion.of(row(0, 0), row(1, 0), 1).dice());
        assertEquals(0, Confusion.of(row(1, 0), row(0, 0), 1).dice());
        assertFalse(Confusion.of(row(1, 0), row(0, 0), 1).isEmpty());
    }

    @Test
    void aPerfectPredictionScoresOne() {
        LabelImage labels = mask("any", 0.4);
        Confusion counts = Confusion.of(labels, labels, 1);
        assertEquals(1, counts.dice());
        assertEquals(1, counts.iou());
    }

    @Test
    void diceIsTheSameBothWaysRound() {
        LabelImage one = mask("one", 0.2);
        LabelImage other = mask("other", 0.7);
        assertEquals(
                Confusion.of(one, other, 1).dice(), Confusion.of(other, one, 1).dice());
    }

    @Test
    void onlyTheAskedClassCounts() {
        assertEquals(new Confusion(1, 0, 1), Confusion.of(row(2, 1, 1, 0), row(2, 2, 1, 0), 2));
    }

    @Test
    void foregroundIsTheUnionOfAllClasses() {
        // A pixel labelled 2 and predicted 1 is foreground found.
        assertEquals(new Confusion(2, 1, 1), Confusion.ofForeground(row(1, 2, 1, 0), row(2, 2, 0, 1)));
    }

    @Test
    void partsAddUpToTheWhole() {
        assertEquals(new Confusion(5, 7, 9), new Confusion(1, 2, 3).plus(new Confusion(4, 5, 6)));
    }

    @Test
    void doesNotOverflowOnAHugeVolume() {
        assertEquals(1, new Confusion(3_000_000_000L, 0, 0).dice());
    }

    @Test
    void namesBothSizesWhereTheyDiffer() {
        LabelImage wide = new LabelImage(3, 2, new int[6]);
        LabelImage high = new LabelImage(2, 3, new int[6]);
        String message = assertThrows(SamdaException.class, () -> Confusion.of(wide, high, 1))
                .getMessage();
        assertEquals(
                "Prediction of 3 x 2 px does not fit labels of 2 x 3 px. Compare images of the same size.", message);
    }

    private static LabelImage row(int... labels) {
        return new LabelImage(labels.length, 1, labels);
    }

    /** The mask {@code u < threshold} on 50 x 40 px, u from the stream of that name (COMPONENTS section 1). */
    private static LabelImage mask(String name, double threshold) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        int[] mask = new int[50 * 40];
        for (int i = 0; i < mask.length; i++) {
            long z = crc.getValue() * 0x9E3779B97F4A7C15L + i + 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            mask[i] = (z >>> 40) * 0x1p-24 < threshold ? 1 : 0;
        }
        return new LabelImage(50, 40, mask);
    }
}
