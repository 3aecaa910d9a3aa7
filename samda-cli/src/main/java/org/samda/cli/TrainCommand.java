// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import org.samda.data.PreparedStore;
import org.samda.experiment.CrossValidationResult;
import org.samda.experiment.CrossValidationRun;
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

    @Mixin
    private RunOptions options;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "Run directory to make, or to go on with (default: runs/ and a name made of the data sets).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = {
                "Cross-validation: trains K models, each with another part of the source held out of step 1,",
                "and scores them on it. 'samda segment --model RUN' then averages all of them."
            })
    private Optional<Integer> folds = Optional.empty();

    TrainCommand(WeightsCache cache, PreparedStore.Location prepared) {
        weights = new EncoderWeightsFile(cache);
        this.prepared = prepared;
    }

    @Override
    public Integer call() {
        requireSensibleFolds();
        RunConfig config = options.config(compute.recorded(), weights::of, RunOptions.ALL_STEPS);
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

    private void requireSensibleFolds() {
        if (folds.filter(k -> k < 2).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--folds: expected 2 or more, found " + folds.get());
        }
        if (folds.isPresent() && options.changes(VALIDATION_FOLD)) {
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
}
