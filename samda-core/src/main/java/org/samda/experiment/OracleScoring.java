// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samda.model.SamdaModel;
import org.samda.training.StepWeights;
import org.samda.training.ValidationConfig;

/**
 * Scores the checkpoints that a run has kept beside those after its steps on the target's labelled test images. The choice
 * has been made before: the weights after the last step.
 */
final class OracleScoring {
    private static final Pattern STATE = Pattern.compile("step(\\d)-(?:best|at(\\d+))\\.safetensors");

    private final List<TrainingData.TestSet> tests;
    private final StepEvaluation evaluation;

    /** @param evaluation of the same test sets as the scores after the steps */
    OracleScoring(List<TrainingData.TestSet> tests, StepEvaluation evaluation) {
        this.tests = tests.stream().filter(test -> !test.matched()).toList();
        this.evaluation = evaluation;
    }

    /**
     * Leaves the weights after the last step in the model. What an earlier start of the run found of checkpoints that are
     * gone is taken over as long as the scores after the steps are the same.
     *
     * @param scores after the steps
     * @param steps  that ran
     */
    Oracle score(Path run, SamdaModel model, StepScores scores, List<Integer> steps, ValidationConfig validation) {
        if (steps.isEmpty()) {
            return new Oracle("the weights that the run began with", "No step ran.", List.of());
        }
        int last = steps.get(steps.size() - 1);
        Map<String, List<Oracle.Candidate>> candidates = new LinkedHashMap<>();
        for (TrainingData.TestSet test : tests) {
            List<Oracle.Candidate> ofTest = new ArrayList<>();
            steps.forEach(step -> ofTest.add(new Oracle.Candidate(
                    "after step " + step, scores.dice(step, test.name()).orElseThrow(), step == last)));
            candidates.put(test.name(), ofTest);
        }
        List<Oracle.TestSet> known = testSets(candidates);
        List<Oracle.TestSet> earlier = Oracle.read(run).map(Oracle::testSets).orElse(List.of());
        boolean same = !known.isEmpty() && withoutOthers(earlier).equals(known);
        if (!same && !tests.isEmpty()) {
            for (Path file : StepWeights.others(run)) {
                StepWeights.restore(file, model);
                String name = name(file);
                tests.forEach(test -> candidates
                        .get(test.name())
                        .add(new Oracle.Candidate(name, evaluation.score(test, "scoring " + name), false)));
            }
            StepWeights.restore(run, last, model);
        }
        return new Oracle(
                "the weights after step " + last, rule(steps, validation), same ? earlier : testSets(candidates));
    }

    private static List<Oracle.TestSet> testSets(Map<String, List<Oracle.Candidate>> candidates) {
        return candidates.entrySet().stream()
                .map(test -> new Oracle.TestSet(test.getKey(), test.getValue()))
                .toList();
    }

    private static List<Oracle.TestSet> withoutOthers(List<Oracle.TestSet> testSets) {
        return testSets.stream()
                .map(test -> new Oracle.TestSet(
                        test.name(),
                        test.candidates().stream()
                                .filter(candidate -> candidate.name().startsWith("after step "))
                                .toList()))
                .toList();
    }

    private static String name(Path file) {
        Matcher name = STATE.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("no checkpoint of a state: " + file);
        }
        return name.group(2) == null
                ? "step %s, best epoch on held-out source images".formatted(name.group(1))
                : "step %s, iteration %s".formatted(name.group(1), name.group(2));
    }

    private static String rule(List<Integer> steps, ValidationConfig validation) {
        boolean best = steps.contains(1) && validation.holdsOut() && validation.keep() == ValidationConfig.Keep.BEST;
        return "The last step's end is taken, always."
                + (best ? " Step 1 ends with its best epoch on held-out source images." : "")
                + " Labels of test images take no part in this, nor in the choice of post-processing.";
    }
}
