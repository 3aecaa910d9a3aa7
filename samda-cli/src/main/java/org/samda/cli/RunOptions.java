// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a run is: its data, its steps, how much is computed; mixed in with {@code @Mixin}. */
final class RunOptions {
    static final List<Integer> ALL_STEPS = List.of(1, 2, 3);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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
            names = "--preset",
            defaultValue = "standard",
            description = "How much is computed: quick, standard or full (default: ${DEFAULT-VALUE}).")
    private RunConfig.Preset preset;

    @Option(
            names = "--mode",
            defaultValue = "robust",
            description = "How the paper is read: robust or paper (default: ${DEFAULT-VALUE}); docs/PAPER_ROWS.md.")
    private RunConfig.Mode mode;

    @Option(
            names = "--encoder",
            defaultValue = "tiny",
            paramLabel = "ENCODER",
            description = EncoderWeightsFile.ENCODERS + " Default: ${DEFAULT-VALUE}.")
    private String encoder;

    @Option(names = "--steps", split = ",", paramLabel = "N", description = "Steps to run (default: 1,2,3).")
    private List<Integer> steps = List.of();

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Start from the weights and the plan of this run, or of a 2d network that nnU-Net trained.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change one setting, such as training.fewShot.epochs=20.")
    private List<String> settings = List.of();

    /** Whether a setting that begins like this is changed. */
    boolean changes(String key) {
        return settings.stream().anyMatch(setting -> setting.startsWith(key));
    }

    /** All steps for which data are named. */
    List<Integer> possibleSteps() {
        if (source.isEmpty()) {
            return List.of(3);
        }
        return target.isEmpty() ? List.of(1) : ALL_STEPS;
    }

    /**
     * The run as a whole.
     *
     * @param compute what decides about the last bits
     * @param weights where an encoder's published weights are; empty where none are needed
     * @param usual   the steps that run where the user names none
     */
    RunConfig config(RunConfig.Compute compute, Function<EncoderKind, Optional<Path>> weights, List<Integer> usual) {
        List<Integer> chosen = steps.isEmpty() ? usual : steps;
        if (!ALL_STEPS.containsAll(chosen)) {
            throw new ParameterException(command.commandLine(), "--steps: expected some of 1,2,3, found " + chosen);
        }
        if (shots.filter(k -> k < 0).isPresent()) {
            throw new ParameterException(command.commandLine(), "--shots: expected 0 or more, found " + shots.get());
        }
        EncoderKind kind = EncoderKind.named(encoder);
        return new RunConfig(
                new RunConfig.Inputs(
                        source.map(RunOptions::absolute),
                        target.map(RunOptions::absolute),
                        test.map(RunOptions::absolute),
                        shots,
                        shotIds,
                        from.map(RunOptions::absolute),
                        weights.apply(kind)),
                new RunConfig.Method(preset, mode, kind, chosen),
                compute,
                Presets.settings(preset, mode, settings));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
