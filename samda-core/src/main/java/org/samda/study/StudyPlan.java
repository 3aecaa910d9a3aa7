// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.samda.experiment.Flattened;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.experiment.Settings;

/**
 * All runs of a study, each once, after those it starts from; and the run that each figure comes from.
 *
 * <p>Two figures share a run where its configurations are equal in every value. A run's folder is named after its content,
 * so that it is found again when methods, pairs, shots or seeds are added.
 */
final class StudyPlan {
    private static final int LONGEST_NAME = 100;

    private final StudyConfig study;
    private final StudySetup setup;
    private final StudyData data;
    private final Settings common;
    private final Map<RunConfig, PlannedRun> runs = new LinkedHashMap<>();
    private final Map<StudyScore.Place, PlannedRun> figures = new LinkedHashMap<>();

    /** What is compared, but for the shots. */
    private record Arm(long seed, StudyConfig.Pair pair, StudyConfig.Method method) {

        StudyScore.Place place(int shots) {
            return new StudyScore.Place(pair.name(), method.name(), shots, seed);
        }
    }

    private StudyPlan(StudyConfig study, StudySetup setup, StudyData data) {
        this.study = study;
        this.setup = setup;
        this.data = data;
        common = Presets.settings(study.preset(), study.mode(), study.settings());
    }

    /**
     * Everything for the first seed, then for the next, so that all tables are there early.
     *
     * @throws org.samda.SamdaException if a setting is unknown or out of range
     */
    static StudyPlan of(StudyConfig study, StudySetup setup, StudyData data) {
        StudyPlan plan = new StudyPlan(study, setup, data);
        for (long seed : study.seeds()) {
            for (StudyConfig.Pair pair : study.pairs()) {
                if (pair.counts(seed)) {
                    study.methods().forEach(method -> plan.add(new Arm(seed, pair, method)));
                }
            }
        }
        return plan;
    }

    List<PlannedRun> runs() {
        return List.copyOf(runs.values());
    }

    /** The run that each figure comes from, in the order of the tables. */
    Map<StudyScore.Place, PlannedRun> figures() {
        return figures;
    }

    private void add(Arm arm) {
        for (int shots : study.shots()) {
            if (arm.method().counts(shots)) {
                Optional<PlannedRun> last = Optional.empty();
                for (int step : arm.method().steps()) {
                    last = step == 3 ? third(arm, shots, last) : Optional.of(run(arm, step, shots, last));
                }
                figures.put(arm.place(shots), last.orElseThrow());
            }
        }
    }

    /** With self-training there is a step 3 without shots, and the shots go on from it. */
    private Optional<PlannedRun> third(Arm arm, int shots, Optional<PlannedRun> parent) {
        boolean selfTrains =
                parent.isPresent() && settings(arm.method(), 3).training().selfTraining() > 0;
        Optional<PlannedRun> start = selfTrains ? Optional.of(run(arm, 3, 0, parent)) : parent;
        return shots == 0 ? start : Optional.of(run(arm, 3, shots, start));
    }

    private PlannedRun run(Arm arm, int step, int shots, Optional<PlannedRun> parent) {
        RunConfig config = new RunConfig(
                inputs(arm, step, shots, parent),
                new RunConfig.Method(study.preset(), study.mode(), arm.method().encoder(), List.of(step)),
                setup.compute(arm.seed()),
                settings(arm.method(), step));
        return Optional.ofNullable(runs.get(config)).orElseGet(() -> {
            PlannedRun run = named(arm, config, step, parent);
            runs.put(config, run);
            return run;
        });
    }

    private RunConfig.Inputs inputs(Arm arm, int step, int shots, Optional<PlannedRun> parent) {
        StudyConfig.Pair pair = arm.pair();
        return new RunConfig.Inputs(
                step == 3 && shots > 0 ? Optional.empty() : Optional.of(data.path(pair.source())),
                Optional.of(data.target(pair.target())),
                pair.test().map(data::path),
                Optional.of(step == 3 ? shots : 0),
                List.of(),
                parent.map(PlannedRun::folder),
                data.weights(arm.method()));
    }

    private Settings settings(StudyConfig.Method method, int step) {
        List<String> own = StepSettings.relevant(method.settings(), step, method.encoder());
        return Presets.settings(
                study.preset(),
                study.mode(),
                Stream.concat(study.settings().stream(), own.stream()).toList());
    }

    private PlannedRun named(Arm arm, RunConfig config, int step, Optional<PlannedRun> parent) {
        List<Integer> chain = new ArrayList<>(parent.map(PlannedRun::chain).orElse(List.of()));
        chain.add(step);
        SortedSet<String> changes =
                new TreeSet<>(parent.map(PlannedRun::changes).orElse(new TreeSet<>()));
        changes.addAll(changes(config.settings()));
        String place = StudyConfig.fileName(arm.pair().name()) + "/seed" + arm.seed() + "/";
        String name = place + shortened(name(config, chain, changes));
        boolean taken = runs.values().stream().anyMatch(run -> run.name().equals(name));
        String free = taken ? name + "-" + StudyConfig.fileName(arm.method().name()) : name;
        return new PlannedRun(
                free, setup.runs().resolve(free), config, arm.pair().name(), List.copyOf(chain), changes, parent);
    }

    /** Such as {@code tiny-steps123-10shots} or {@code none-steps1-data.histogramMatching-false}. */
    private static String name(RunConfig config, List<Integer> chain, SortedSet<String> changes) {
        StringBuilder name = new StringBuilder(config.method().encoder() + "-steps");
        chain.forEach(name::append);
        if (config.method().steps().contains(3)) {
            name.append("-").append(config.inputs().shots().orElseThrow()).append("shots");
        }
        changes.forEach(change -> name.append("-").append(change));
        return name.toString();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(name.hashCode());
    }

    /** Where settings differ from the study's: key and value. */
    private List<String> changes(Settings settings) {
        Map<String, String> usual = Flattened.of(common);
        return Flattened.of(settings).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(usual.get(entry.getKey())))
                .map(entry ->
                        StudyConfig.fileName(entry.getKey().replaceFirst("^training\\.", "") + "-" + entry.getValue()))
                .toList();
    }
}
