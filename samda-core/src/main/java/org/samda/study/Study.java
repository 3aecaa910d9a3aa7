// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.experiment.FinishedRun;
import org.samda.experiment.RunConfig;
import org.samda.experiment.TrainingRun;
import org.samda.torch.Engine;
import org.samda.training.InterruptedRunException;

/**
 * {@code samda experiment}: methods x pairs x shots x seeds. Every step that figures share is trained once; killed at any
 * time it goes on where it stopped, and what is done is skipped.
 *
 * <p>The folder holds {@code study.yaml}, {@code runs/}, {@code results.sqlite}, {@code results.csv}, the tables and
 * {@code report/}, which are written anew after every run; segmentations are added to the report at the end.
 */
public final class Study {
    private final StudyConfig config;
    private final StudySetup setup;
    private final StudyData data;
    private final StudyPlan plan;
    private final Progress progress;
    private final Consumer<String> log;

    /**
     * @param progress hears every iteration
     * @param log      hears what happens, line by line
     * @throws SamdaException if a setting of a method is unknown or out of range
     */
    public Study(StudyConfig config, StudySetup setup, Progress progress, Consumer<String> log) {
        this.config = config;
        this.setup = setup;
        this.progress = progress;
        this.log = log;
        data = new StudyData(config, setup);
        plan = StudyPlan.of(config, setup, data);
    }

    /**
     * A run that the study consists of.
     *
     * @param name  its folder below {@code runs/}
     * @param done  whether it has come to its end
     * @param usedBy figures that come from it, such as {@code samda, 4 shots}; none if it only is what others start from
     */
    public record State(String name, boolean done, List<String> usedBy) {}

    /** What is done and what is left; changes nothing, and needs no data. */
    public List<State> states() {
        StudyFolder.requireSuitable(setup.out(), StartedStudy.of(config, setup));
        return plan.runs().stream()
                .map(run -> new State(run.name(), find(run).isPresent(), usedBy(run)))
                .toList();
    }

    /** Makes sure that all data of all pairs are there. */
    public void requireData() {
        data.requireThere();
    }

    /**
     * Does everything that is not done yet. What can be found wrong with data and settings is told before anything is
     * trained.
     *
     * @param keepGoing whether the runs that do not start from a failed one are made all the same
     * @throws SamdaException if a run failed
     */
    public StudyOutcome run(boolean keepGoing) {
        data.requireThere();
        try (StudyFolder folder = StudyFolder.open(setup.out(), StartedStudy.of(config, setup))) {
            data.make();
            config.pairs().forEach(data::requireUsable);
            StudyResults results = new StudyResults(config, plan, data);
            try (ResultsDatabase database = ResultsDatabase.open(setup.out())) {
                plan.runs().forEach(run -> find(run).ifPresent(done -> keep(run, done, results, database)));
                requireSuitable(results);
                train(results, database, keepGoing);
            }
            report(results.outcome(), Optional.of(models()));
            return results.outcome();
        }
    }

    private void requireSuitable(StudyResults results) {
        plan.runs().stream()
                .filter(run ->
                        !results.finished().containsKey(run) && run.parent().isEmpty())
                .forEach(run -> training(run).requireSuitable());
    }

    private void train(StudyResults results, ResultsDatabase database, boolean keepGoing) {
        log.accept("%d of %d runs are done"
                .formatted(results.finished().size(), plan.runs().size()));
        write(results);
        List<String> failures = new ArrayList<>();
        Set<PlannedRun> missing = new HashSet<>();
        for (PlannedRun run : plan.runs()) {
            if (results.finished().containsKey(run)) {
                continue;
            }
            if (run.parent().filter(missing::contains).isPresent()) {
                missing.add(run);
                continue;
            }
            try {
                keep(run, train(run, results), results, database);
                write(results);
            } catch (InterruptedRunException e) {
                throw e;
            } catch (SamdaException e) {
                missing.add(run);
                failures.add("run '%s': %s".formatted(run.name(), e.getMessage()));
                if (!keepGoing) {
                    throw unfinished(failures, results, ", or with --keep-going to make the other runs first");
                }
                log.accept("failed: " + e.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            throw unfinished(failures, results, "");
        }
        log.accept(
                "all %d runs are done; tables are in '%s'".formatted(plan.runs().size(), setup.out()));
    }

    private SamdaException unfinished(List<String> failures, StudyResults results, String advice) {
        return new SamdaException(
                "The study '%s' is not finished, %d of %d runs are done: %s Start the same command again to go on%s."
                        .formatted(
                                config.name(),
                                results.finished().size(),
                                plan.runs().size(),
                                String.join(" ", failures),
                                advice));
    }

    private FinishedRun train(PlannedRun run, StudyResults results) {
        log.accept("== run %d of %d: %s (%s) =="
                .formatted(
                        plan.runs().indexOf(run) + 1,
                        plan.runs().size(),
                        run.name(),
                        TimeLeft.note(results.finished(), plan.runs())));
        training(run).run();
        return find(run).orElseThrow();
    }

    private TrainingRun training(PlannedRun run) {
        return new TrainingRun(run.config(), run.folder(), setup.prepared(), progress, log);
    }

    private static Optional<FinishedRun> find(PlannedRun run) {
        return FinishedRun.find(run.folder(), run.config());
    }

    private static void keep(PlannedRun run, FinishedRun done, StudyResults results, ResultsDatabase database) {
        results.add(run, done);
        database.add(run, done, results.scores(run));
    }

    private void write(StudyResults results) {
        StudyOutcome outcome = results.outcome();
        ResultsTable.write(setup.out(), outcome);
        StudyTables.write(setup.out(), config, outcome);
        report(outcome, Optional.empty());
    }

    private void report(StudyOutcome outcome, Optional<StudyModels> models) {
        PaperFigures paper = PaperFigures.load();
        Map<String, PaperCurves> curves = config.pairs().stream()
                .collect(Collectors.toMap(StudyConfig.Pair::name, pair -> {
                    String name = pair.paperPair();
                    return new PaperCurves(name, paper.rows(name));
                }));
        List<StudyScore.Place> planned = List.copyOf(plan.figures().keySet());
        StudyReport.write(
                outcome,
                new StudyReport.Background(setup.command(), curves, planned, models),
                setup.out().resolve("report"));
    }

    private StudyModels models() {
        RunConfig.Compute compute = setup.compute();
        Engine engine = Engine.start(OptionalInt.of(compute.threads()), compute.device(), compute.precision());
        return new StudyModels(engine, compute.memoryBudget(), setup::weights);
    }

    private List<String> usedBy(PlannedRun run) {
        return plan.figures().entrySet().stream()
                .filter(entry -> entry.getValue().equals(run))
                .map(entry -> "%s, %s"
                        .formatted(
                                entry.getKey().method(),
                                StudyConfig.shotsInWords(entry.getKey().shots())))
                .toList();
    }
}
