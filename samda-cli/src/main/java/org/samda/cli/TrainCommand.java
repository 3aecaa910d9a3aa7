// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import org.samda.data.PreparedStore;
import org.samda.experiment.CrossValidationResult;
import org.samda.experiment.CrossValidationRun;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.experiment.StepScores;
import org.samda.experiment.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code samda train}: the paper's three steps, or some of them. */
@Command(
        name = "train",
        description = {
            "Trains on an annotated source data set and adapts to an own target data set.",
            "Started again with the same --out it goes on where it stopped."
        },
        footer = {"", "Example: samda train --source public/epfl --target own --shots 4 --out runs/own"})
final class TrainCommand implements Callable<Integer> {
    private static final String VALIDATION_FOLD = "training.validation.fold";

    @Mixin
    private final EncoderWeightsFile weights;

    private final PreparedStore.Location prepared;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Option(names = "--source", paramLabel = "DATASET", description = "Annotated data set: a folder or its YAML file.")
    private Optional<Path> source = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "DATASET",
            description = "Own data set, of which some images are annotated.")
    private Optional<Path> target = Optional.empty();

    @Option(
            names = "--test",
            paramLabel = "DATASET",
            description = "Labelled data set to score on after each step, beside the target's own test images.")
    private Optional<Path> test = Optional.empty();

    @Option(
            names = "--shots",
            paramLabel = "K",
            description = "Annotated target images to use (default: all); 0 adapts without labels.")
    private Optional<Integer> shots = Optional.empty();

    @Option(names = "--shot-ids", split = ",", paramLabel = "NAME", description = "Which ones, by file name.")
    private List<String> shotIds = List.of();

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "Run directory to make, or to go on with (default: runs/ and a name made of the data sets).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--preset",
            defaultValue = "standard",
            description = "How much is computed: quick, standard or full (default: ${DEFAULT-VALUE}).")
    private RunConfig.Preset preset;

    @Option(
            names = "--mode",
            defaultValue = "robust",
            description = "How the paper is read: robust or paper (default: ${DEFAULT-VALUE}).")
    private RunConfig.Mode mode;

    @Option(
            names = "--encoder",
            defaultValue = "tiny",
            paramLabel = "ENCODER",
            description = EncoderWeightsFile.ENCODERS + " Default: ${DEFAULT-VALUE}.")
    private String encoder;

    @Option(
            names = "--steps",
            split = ",",
            defaultValue = "1,2,3",
            description = "Steps to run (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps;

    @Option(names = "--from", paramLabel = "RUN", description = "Start from the weights and the plan of this run.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = {
                "Cross-validation: trains K models, each with another part of the source held out of step 1,",
                "and scores them on it. 'samda segment --model RUN' then averages all of them."
            })
    private Optional<Integer> folds = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one setting, such as training.fewShot.epochs=20.")
    private List<String> settings = List.of();

    TrainCommand(WeightsCache cache, PreparedStore.Location prepared) {
        weights = new EncoderWeightsFile(cache);
        this.prepared = prepared;
    }

    @Override
    public Integer call() {
        RunConfig config = config();
        Path run = out.orElseGet(() -> defaultRun(config));
        Record result = folds.isPresent() ? crossValidated(config, run) : trained(config, run);
        if (json.isGiven()) {
            spec.commandLine().getOut().print(Configs.toJson(result));
        } else {
            json.say(
                    spec,
                    "Done: " + (folds.isPresent() ? run : run.resolve("model.samda")) + ". Next: samda segment --model "
                            + run + " INPUT OUTPUT");
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private StepScores trained(RunConfig config, Path run) {
        return new TrainingRun(config, run, prepared, compute.progress(), line -> json.say(spec, line)).run();
    }

    private CrossValidationResult crossValidated(RunConfig config, Path run) {
        return new CrossValidationRun(config, run, prepared, compute.progress(), line -> json.say(spec, line))
                .run(folds.orElseThrow());
    }

    private RunConfig config() {
        if (steps.isEmpty() || steps.stream().anyMatch(step -> step < 1 || step > 3)) {
            throw new ParameterException(spec.commandLine(), "--steps: expected some of 1,2,3, found " + steps);
        }
        if (shots.filter(k -> k < 0).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--shots: expected 0 or more, found " + shots.get());
        }
        requireSensibleFolds();
        EncoderKind kind = EncoderKind.named(encoder);
        return new RunConfig(
                new RunConfig.Inputs(
                        source.map(TrainCommand::absolute),
                        target.map(TrainCommand::absolute),
                        test.map(TrainCommand::absolute),
                        shots,
                        shotIds,
                        from.map(TrainCommand::absolute),
                        weights.of(kind)),
                new RunConfig.Method(preset, mode, kind, steps),
                compute.recorded(),
                Presets.settings(preset, mode, settings));
    }

    private void requireSensibleFolds() {
        if (folds.filter(k -> k < 2).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--folds: expected 2 or more, found " + folds.get());
        }
        if (folds.isPresent() && settings.stream().anyMatch(setting -> setting.startsWith(VALIDATION_FOLD))) {
            throw new ParameterException(
                    spec.commandLine(), "--folds: it sets training.validation.folds and fold itself. Leave them out.");
        }
    }

    /** Such as {@code runs/training-to-vnc-tiny-1shots}. */
    private Path defaultRun(RunConfig config) {
        String source = config.inputs().source().map(TrainCommand::lastName).orElse("nothing");
        String target = config.inputs().target().map(TrainCommand::lastName).orElse("nothing");
        String shots = config.inputs().shots().map(k -> "-" + k + "shots").orElse("");
        String parts = folds.map(k -> "-" + k + "folds").orElse("");
        return Path.of("runs", source + "-to-" + target + "-" + config.method().encoder() + shots + parts);
    }

    private static String lastName(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".yaml") ? path.getParent().getFileName().toString() : name;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
