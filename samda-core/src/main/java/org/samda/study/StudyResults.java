// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samda.SamdaException;
import org.samda.evaluation.Scores;
import org.samda.experiment.FinishedRun;
import org.samda.experiment.StepScores;

/** The finished runs of a study, and the figures that can be read from them. */
final class StudyResults {
    private final StudyConfig study;
    private final StudyPlan plan;
    private final StudyData data;
    private final Map<PlannedRun, FinishedRun> finished = new LinkedHashMap<>();

    StudyResults(StudyConfig study, StudyPlan plan, StudyData data) {
        this.study = study;
        this.plan = plan;
        this.data = data;
    }

    void add(PlannedRun run, FinishedRun result) {
        finished.put(run, result);
    }

    Map<PlannedRun, FinishedRun> finished() {
        return finished;
    }

    /** The figures of one finished run, for every method that shares it. */
    List<StudyScore> scores(PlannedRun run) {
        List<StudyScore> scores = new ArrayList<>();
        plan.figures().forEach((place, from) -> {
            if (from.equals(run)) {
                scores.addAll(scores(place, run));
            }
        });
        return scores;
    }

    StudyOutcome outcome() {
        List<StudyScore> scores = new ArrayList<>();
        Map<StudyScore.Place, Path> runs = new LinkedHashMap<>();
        plan.figures().forEach((place, run) -> {
            if (finished.containsKey(run)) {
                scores.addAll(scores(place, run));
                runs.put(place, run.folder());
            }
        });
        return new StudyOutcome(
                study.name(),
                study.pairs().stream().map(this::pair).toList(),
                study.methods().stream()
                        .map(method -> new StudyOutcome.Method(method.name(), method.title(), method.paper()))
                        .toList(),
                study.shots(),
                study.seeds(),
                scores,
                runs);
    }

    private StudyOutcome.Pair pair(StudyConfig.Pair pair) {
        return new StudyOutcome.Pair(
                pair.name(),
                data.path(pair.source()),
                data.target(pair.target()),
                pair.test().map(data::path));
    }

    private List<StudyScore> scores(StudyScore.Place place, PlannedRun run) {
        FinishedRun result = finished.get(run);
        Scores scores = figures(place, run, result.scores());
        List<StudyScore> all = new ArrayList<>();
        all.add(new StudyScore(place, StudyScore.UNION, scores.dice(), scores.meanDice(), result.seconds()));
        scores.perClass()
                .forEach(each ->
                        all.add(new StudyScore(place, each.name(), each.dice(), each.meanDice(), result.seconds())));
        return all;
    }

    private Scores figures(StudyScore.Place place, PlannedRun run, StepScores scores) {
        String testSet = study.pairs().stream()
                .filter(pair -> pair.name().equals(place.pair()))
                .map(data::testSet)
                .findFirst()
                .orElseThrow();
        return scores.entries().stream()
                .filter(entry -> entry.step() == run.step() && entry.testSet().equals(testSet))
                .map(StepScores.Entry::scores)
                .findFirst()
                .orElseThrow(() -> new SamdaException(
                        "The run '%s' has no score on '%s' after step %d. Delete its folder, then start the same command again."
                                .formatted(run.folder(), testSet, run.step())));
    }
}
