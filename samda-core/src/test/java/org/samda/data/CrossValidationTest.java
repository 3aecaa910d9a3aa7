// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.data.CrossValidation.Fold;
import org.samda.golden.GoldenFile;
import tools.jackson.databind.JsonNode;

class CrossValidationTest {

    @ParameterizedTest
    @ValueSource(ints = {5, 7, 10, 20, 30, 85, 165})
    void fiveRandomFoldsAreNnUNets(int cases) {
        JsonNode golden = GoldenFile.of("nnunet_ops/crossval/" + cases).value();
        List<Fold> folds = CrossValidation.random(cases, 5);
        assertEquals(5, folds.size());
        for (int fold = 0; fold < 5; fold++) {
            List<Integer> validation = ints(golden.get(fold));
            assertEquals(validation, folds.get(fold).validation());
            assertEquals(
                    IntStream.range(0, cases)
                            .boxed()
                            .filter(i -> !validation.contains(i))
                            .toList(),
                    folds.get(fold).training());
        }
    }

    @Test
    void theFoldBeyondTheSplitIsNnUNets() {
        Fold fold = CrossValidation.randomShare(20, 7);
        assertEquals(
                ints(GoldenFile.of("nnunet_ops/crossval/random_8020_fold7_n20").value()), fold.training());
        assertEquals(List.of(3, 5, 10, 14), fold.validation());
    }

    @Test
    void theGeneratorGivesItsPublishedNumbers() {
        // The outputs of MT19937 for the seed 5489, its authors' default.
        MersenneTwister generator = new MersenneTwister(5489);
        assertEquals(3499211612L, Integer.toUnsignedLong(generator.nextBits()));
        assertEquals(581869302L, Integer.toUnsignedLong(generator.nextBits()));
        for (int i = 2; i < 9999; i++) {
            generator.nextBits();
        }
        assertEquals(4123659995L, Integer.toUnsignedLong(generator.nextBits()));
    }

    @Test
    void blocksAreContiguousWithAGapOnBothSides() {
        // 11 sections in 3 folds: 4, 4 and 3.
        List<Fold> folds = CrossValidation.blocks(11, 3, 2);
        assertEquals(new Fold(List.of(6, 7, 8, 9, 10), List.of(0, 1, 2, 3)), folds.get(0));
        assertEquals(new Fold(List.of(0, 1, 10), List.of(4, 5, 6, 7)), folds.get(1));
        assertEquals(new Fold(List.of(0, 1, 2, 3, 4, 5), List.of(8, 9, 10)), folds.get(2));
    }

    @Test
    void withoutAGapBlocksDivideEverything() {
        for (Fold fold : CrossValidation.blocks(17, 5, 0)) {
            assertEquals(17, fold.training().size() + fold.validation().size());
            assertTrue(fold.validation().size() >= 3);
            assertFalse(fold.training().stream().anyMatch(fold.validation()::contains));
        }
    }

    @Test
    void foldAllIsTrainedOnAndJudgedByEverything() {
        assertEquals(new Fold(List.of(0, 1, 2), List.of(0, 1, 2)), CrossValidation.all(3));
    }

    @Test
    void impossibleSplitsSayWhatToDo() {
        SamdaException tooFew = assertThrows(SamdaException.class, () -> CrossValidation.random(4, 5));
        assertEquals(
                "Cannot split 4 cases into 5 folds: each needs at least one case. Choose fewer folds or add cases.",
                tooFew.getMessage());
        SamdaException nothingLeft = assertThrows(SamdaException.class, () -> CrossValidation.blocks(10, 2, 5));
        assertEquals(
                "Splitting 10 sections leaves none to train on: validation takes 0 to 4, and the gap 5 on each side. "
                        + "Choose a smaller gap or more folds.",
                nothingLeft.getMessage());
        assertThrows(SamdaException.class, () -> CrossValidation.blocks(10, 2, Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> CrossValidation.blocks(10, 2, -1));
        assertThrows(IllegalArgumentException.class, () -> CrossValidation.random(10, 1));
    }

    private static List<Integer> ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
