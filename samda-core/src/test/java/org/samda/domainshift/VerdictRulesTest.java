// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.domainshift.Verdict.Outcome;

class VerdictRulesTest {
    private static final FeatureSpread SPREAD = new FeatureSpread(2, 8);
    private static final ObjectComparison ALIKE = objects(1.2, 0.9, 1.1, 0.1);

    @Test
    void aGoodAdaptationIsFitToUseAndSaysWhy() {
        Evidence evidence =
                new Evidence(adaptation(0.31, 0.12, SPREAD), certainty(0.4, 0.2, 0.08), Optional.of(ALIKE), false);
        assertEquals(
                "Step 2 brought the domains closer (MMD 0.31 -> 0.12) without collapse."
                        + " Predictions became more certain (0.400 -> 0.200 bit per pixel); 8 % of the pixels are uncertain."
                        + " Objects look like the source's (1.2 times as many, of 0.90 times the median area, on 1.1 times the share of pixels)."
                        + " Fit to use: check a few sections.",
                VerdictRules.judge(evidence).inWords());
    }

    @ParameterizedTest
    @CsvSource({
        "0.31, 0.25, changed nothing",
        "0.31, 0.24, closer",
        "0.02, 0.01, changed nothing",
        "0.02, -0.05, closer",
        "-0.02, -0.01, changed nothing",
        "0.20, 0.24, changed nothing",
        "0.20, 0.26, apart"
    })
    void aDistanceHasToChangeByAFifth(double before, double after, String words) {
        Verdict verdict = VerdictRules.judge(
                new Evidence(adaptation(before, after, SPREAD), Optional.empty(), Optional.of(ALIKE), false));
        assertTrue(verdict.reasons().get(0).contains(words), verdict.inWords());
        assertEquals(words.equals("apart") ? Outcome.DOUBTFUL : Outcome.FIT, verdict.outcome());
    }

    @ParameterizedTest
    @CsvSource({"0.19, 8.0, UNFIT", "0.21, 8.0, FIT", "2.0, 3.9, UNFIT", "2.0, 4.1, FIT", "NaN, 8.0, UNFIT"})
    void aCollapseIsUnfitHoweverCloseTheDomainsCame(double variance, double rank, Outcome outcome) {
        FeatureSpread after = new FeatureSpread(variance, rank);
        Verdict verdict = VerdictRules.judge(
                new Evidence(adaptation(0.5, 0, after), Optional.empty(), Optional.of(ALIKE), false));
        assertEquals(outcome, verdict.outcome());
        assertEquals(outcome == Outcome.UNFIT, verdict.inWords().contains("collapsed"), verdict.inWords());
    }

    @ParameterizedTest
    @CsvSource({
        "1.9, 0.55, 1.0, 0.1, FIT",
        "2.1, 0.9, 1.9, 0.1, DOUBTFUL",
        "1.0, 0.4, 1.0, 0.1, DOUBTFUL",
        "1.0, 1.0, 1.0, 0.6, DOUBTFUL",
        "3.2, 0.3, 0.9, 0.1, UNFIT",
        "1.0, 1.0, 0.3, 0.1, UNFIT",
        "0, NaN, 0, NaN, UNFIT"
    })
    void objectsAreJudgedByHowManyTimesTheyDiffer(
            double count, double area, double share, double distance, Outcome outcome) {
        Evidence evidence = new Evidence(
                Optional.empty(), Optional.empty(), Optional.of(objects(count, area, share, distance)), false);
        assertEquals(outcome, VerdictRules.judge(evidence).outcome());
    }

    @Test
    void whatIsUnfitStaysUnfitAndItsAdviceDependsOnTheShots() {
        Optional<ObjectComparison> many = Optional.of(objects(3.2, 0.3, 0.9, 0.1));
        Verdict without = VerdictRules.judge(new Evidence(Optional.empty(), certainty(0.1, 0.5, 0.4), many, false));
        assertTrue(
                without.inWords()
                        .contains("Objects are unlike the source's (3.2 times as many, of 0.30 times the median area"),
                without.inWords());
        assertTrue(without.conclusion().contains("without shots"), without.conclusion());
        Verdict with = VerdictRules.judge(new Evidence(Optional.empty(), certainty(0.1, 0.5, 0.4), many, true));
        assertTrue(with.conclusion().contains("annotate more"), with.conclusion());
        assertEquals(Outcome.UNFIT, with.outcome());
    }

    @Test
    void whatWentWrongInStep2CountsLessOnceStep3HasTrainedTheDecoderOnTheTarget() {
        FeatureSpread nothing = new FeatureSpread(0, 0);
        Evidence collapsed = new Evidence(adaptation(0.5, 0, nothing), Optional.empty(), Optional.of(ALIKE), true);
        assertEquals(Outcome.DOUBTFUL, VerdictRules.judge(collapsed).outcome());
        Evidence apart = new Evidence(adaptation(0.1, 0.5, SPREAD), Optional.empty(), Optional.of(ALIKE), true);
        assertEquals(Outcome.FIT, VerdictRules.judge(apart).outcome());
        assertTrue(VerdictRules.judge(apart).inWords().contains("on the target since"));
        Evidence both =
                new Evidence(adaptation(0.5, 0, nothing), Optional.empty(), Optional.of(objects(4, 1, 1, 0.1)), true);
        assertEquals(Outcome.UNFIT, VerdictRules.judge(both).outcome());
    }

    @Test
    void manyUncertainPixelsAreDoubtful() {
        Evidence evidence = new Evidence(Optional.empty(), certainty(0.4, 0.41, 0.31), Optional.of(ALIKE), false);
        assertEquals(Outcome.DOUBTFUL, VerdictRules.judge(evidence).outcome());
        assertTrue(VerdictRules.judge(evidence).inWords().contains("as certain as before"));
    }

    @Test
    void withoutAnnotatedSourceObjectsThereIsNoVerdictButACollapseIsTold() {
        Evidence nothing = new Evidence(Optional.empty(), certainty(0.4, 0.2, 0.1), Optional.empty(), false);
        assertEquals(Outcome.UNKNOWN, VerdictRules.judge(nothing).outcome());
        Evidence collapsed =
                new Evidence(adaptation(0.5, 0, new FeatureSpread(0, 0)), Optional.empty(), Optional.empty(), false);
        assertEquals(Outcome.UNFIT, VerdictRules.judge(collapsed).outcome());
    }

    @Test
    void domainsThatWereAlikeBeforeAreSaidToBe() {
        Evidence evidence = new Evidence(adaptation(0.05, 0.04, SPREAD), Optional.empty(), Optional.of(ALIKE), false);
        assertTrue(VerdictRules.judge(evidence).inWords().contains("could not be told apart before"));
    }

    private static Optional<Evidence.Adaptation> adaptation(double before, double after, FeatureSpread spread) {
        return Optional.of(new Evidence.Adaptation(
                new FeatureDistance(before, 0.1, 1, 1), new FeatureDistance(after, 0.1, 1, 1), SPREAD, spread));
    }

    private static Optional<Evidence.Certainty> certainty(double before, double after, double uncertain) {
        return Optional.of(new Evidence.Certainty(
                Optional.of(new PredictionCertainty(before, 0.1)), new PredictionCertainty(after, uncertain)));
    }

    private static ObjectComparison objects(double count, double area, double share, double distance) {
        return new ObjectComparison(count, area, share, distance, distance, 0);
    }
}
