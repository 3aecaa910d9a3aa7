// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.samda.Progress;
import org.samda.data.PreparedImages;
import org.samda.data.PreparedKey;
import org.samda.data.PreparedStore;
import org.samda.image.LargestComponent;
import org.samda.inference.PublishedWeights;
import org.samda.io.FileHashes;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.training.EncoderTraining;
import org.samda.training.FreezeTable;
import org.samda.training.StepWeights;
import org.samda.training.TrainingLoop;
import org.samda.training.TrainingSetup;
import org.samda.training.TrainingStep;

/**
 * {@code samda train}: a run directory from a configuration, through the paper's three steps to {@code model.samda}.
 *
 * <p>Started again on the same directory it goes on where it stopped, and never plans anew.
 */
public final class TrainingRun {
    private final RunConfig config;
    private final Path folder;
    private final PreparedStore.Location prepared;
    private final Progress progress;
    private final Consumer<String> log;

    /**
     * @param folder   the run directory, made if it does not exist
     * @param prepared where prepared images are kept from run to run
     * @param progress hears every iteration
     * @param log      hears what happens, line by line; the run's {@code log.txt} gets the same
     */
    public TrainingRun(
            RunConfig config, Path folder, PreparedStore.Location prepared, Progress progress, Consumer<String> log) {
        this.config = config;
        this.folder = folder;
        this.prepared = prepared;
        this.progress = progress;
        this.log = log;
    }

    /**
     * Runs all that is left to do. What can be found wrong with data, settings and weights is told before anything is
     * written.
     *
     * @return the scores after each step, where there was something to score on
     */
    public StepScores run() {
        return run(folder);
    }

    /**
     * Makes sure that the folder and the data suit the run, as far as headers tell; reads no image and writes nothing.
     *
     * @throws org.samda.SamdaException that says what does not
     */
    public void requireSuitable() {
        TrainingData.open(config);
        RunFolder.requireSuitable(folder, config);
    }

    /**
     * The same as a fold of a cross-validation: with the plan of another run, and on the same inputs.
     *
     * @param first the other run's directory, or this one's
     */
    StepScores run(Path first) {
        TrainingData stored = TrainingData.open(config);
        RunFolder.requireSuitable(folder, config);
        RunModel model = RunModel.of(config, stored, Files.exists(folder.resolve(RunModel.FILE)) ? folder : first);
        TrainingData data = stored.oriented(model.plan().preprocessing().orientation());
        List<String> warnings = data.check(progress);
        Engine engine = Engine.start(
                OptionalInt.of(config.compute().threads()),
                config.compute().device(),
                config.compute().precision());
        Engine.seed(config.compute().seed());
        SamdaModel network = new SamdaModel(model.network());
        try {
            fill(network, engine);
            return run(data, warnings, model, setup(network, engine), first);
        } finally {
            Parameters.free(network);
            network.close();
        }
    }

    /** The weights it starts with, on the engine's device. */
    private void fill(SamdaModel network, Engine engine) {
        config.inputs().weights().ifPresent(file -> PublishedWeights.load(network.sam(), file));
        Parameters.move(network, engine);
        if (TrainingLoop.position(folder).isEmpty()) {
            config.inputs().from().ifPresent(from -> StartingPoint.of(from).restore(network));
        }
    }

    private StepScores run(TrainingData data, List<String> warnings, RunModel model, TrainingSetup setup, Path first) {
        try (RunFolder run = RunFolder.open(folder, config);
                RunLog runLog = new RunLog(run.path("log.txt"), log)) {
            model.write(run);
            FileHashes hashes = new FileHashes();
            RunRecord record = record(run, RunRecord.start(config, model, data, setup.engine(), hashes), first);
            PreparedStore store = new PreparedStore(prepared, runLog::line);
            PreparedImages images = new PreparedImages(store, new PreparedKey(hashes));
            RunEmbeddings embeddings =
                    new RunEmbeddings(config, model, setup, prepared.beside("embeddings"), runLog::line);
            RunSteps steps = new RunSteps(config, data, model.plan(), embeddings, images);
            introduce(data, warnings, model).forEach(runLog::line);
            train(run, setup, told(steps, embeddings, store, runLog));
            embeddings.tellSavings();
            AdaptationOutcome adaptation = AdaptationOutcome.of(run.path("metrics.csv"));
            adaptation.line().ifPresent(runLog::line);
            RunScoring scoring =
                    new RunScoring(data, model, setup, config.settings().scoring(), progress);
            Optional<AdaptationView> view =
                    view(new DomainPatches(config, data, model, images), scoring, steps, runLog);
            LargestComponent postProcessing = scoring.postProcessing(folder, steps.numbers(), runLog::line);
            StepScores scores = scoring.score(folder, steps.numbers(), postProcessing);
            scores.lines().forEach(runLog::line);
            scoring.oracle(
                            folder,
                            steps.numbers(),
                            postProcessing,
                            scores,
                            config.settings().training().validation())
                    .write(folder);
            new RunResult(run, config, model, postProcessing)
                    .write(setup.model(), record.finished(scores, deviations(adaptation, view)), scores);
            if (!config.settings().scoring().keepStates()) {
                StepWeights.deleteStates(folder);
            }
            return scores;
        }
    }

    /** The steps; what begins and what it has read is told when a step's turn comes. */
    private static SortedMap<Integer, TrainingStep.Factory> told(
            RunSteps steps, RunEmbeddings embeddings, PreparedStore store, RunLog runLog) {
        Map<Integer, FreezeTable> tables = new TreeMap<>();
        steps.numbers().forEach(step -> tables.put(step, FreezeTable.of(embeddings.setup(), step)));
        SortedMap<Integer, TrainingStep.Factory> factories = steps.factories();
        factories.replaceAll((step, factory) -> iteration -> {
            embeddings.tellSavings();
            runLog.line(tables.get(step).toString());
            TrainingStep opened = factory.open(iteration);
            runLog.line(store.summary());
            return opened;
        });
        return factories;
    }

    /** Of a run with a target; before scoring, because it may undo self-training, and then once and for all. */
    private Optional<AdaptationView> view(DomainPatches patches, RunScoring scoring, RunSteps steps, RunLog runLog) {
        boolean asked = config.settings().scoring().view() > 0;
        if (!asked || config.inputs().target().isEmpty() || steps.numbers().isEmpty()) {
            return Optional.empty();
        }
        AdaptationView view = AdaptationView.read(folder)
                .filter(earlier -> earlier.undone().isPresent())
                .orElseGet(() -> scoring.view(folder, steps.numbers(), patches).judged(steps.areSelfTraining()));
        view.write(folder);
        runLog.line("without labels of the target: " + view.verdict().inWords());
        if (view.undone().isPresent()) {
            SelfTrainingGuard.undo(folder, view.states(), runLog::line);
        }
        return Optional.of(view);
    }

    private static List<String> deviations(AdaptationOutcome adaptation, Optional<AdaptationView> view) {
        return Stream.concat(adaptation.deviations().stream(), view.flatMap(AdaptationView::undone).stream())
                .toList();
    }

    private List<String> introduce(TrainingData data, List<String> warnings, RunModel model) {
        List<String> lines = new ArrayList<>();
        warnings.forEach(warning -> lines.add("warning: " + warning));
        lines.add(data.summary());
        lines.add(model.summary());
        lines.add(MemoryNeed.of(model, config).toString());
        lines.addAll(model.memory().reductions());
        return lines;
    }

    private static RunRecord record(RunFolder run, RunRecord record, Path first) {
        record.requireSameInputs(first.resolve("run.json"));
        record.requireSameInputs(run.path("run.json"));
        record.write(run.path("run.json"));
        return record;
    }

    private void train(RunFolder run, TrainingSetup setup, SortedMap<Integer, TrainingStep.Factory> steps) {
        Duration every =
                Duration.ofMillis((long) (1000 * config.settings().training().checkpointSeconds()));
        boolean begins = TrainingLoop.position(run.folder()).isEmpty();
        if (begins
                && config.inputs().from().isPresent()
                && !config.method().steps().contains(1)) {
            StepWeights.keepStart(run.folder(), setup);
        }
        new TrainingLoop(run.folder(), setup, every, progress)
                .keeping(config.settings().scoring().oracle())
                .run(steps);
    }

    private TrainingSetup setup(SamdaModel network, Engine engine) {
        EncoderTraining encoder = config.method().encoder().training(config);
        return new TrainingSetup(
                network,
                engine,
                config.settings().training().sgd(),
                encoder,
                Math.max(1, config.compute().threads() / 2));
    }
}
