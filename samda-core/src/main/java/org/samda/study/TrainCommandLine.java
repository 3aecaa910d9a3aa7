// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.samda.config.Configs;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;

/** The {@code samda train} that makes a run again: its data, its method, and every setting that its preset has not. */
final class TrainCommandLine {
    private final List<String> words = new ArrayList<>(List.of("samda", "train"));

    private TrainCommandLine() {}

    /** The words as a program gets them. */
    static List<String> words(RunConfig config, Path run) {
        TrainCommandLine line = new TrainCommandLine();
        line.addInputs(config.inputs());
        line.addMethod(config);
        line.addCompute(config.compute());
        Presets.overrides(config).forEach(setting -> line.add("--set", setting));
        line.add("--out", run);
        return line.words;
    }

    /** As typed into a POSIX shell. */
    static String text(RunConfig config, Path run) {
        return words(config, run).stream().map(TrainCommandLine::quoted).collect(Collectors.joining(" "));
    }

    private void addInputs(RunConfig.Inputs inputs) {
        inputs.source().ifPresent(source -> add("--source", source));
        inputs.target().ifPresent(target -> add("--target", target));
        inputs.test().ifPresent(test -> add("--test", test));
        inputs.shots().ifPresent(shots -> add("--shots", shots));
        if (!inputs.shotIds().isEmpty()) {
            add("--shot-ids", String.join(",", inputs.shotIds()));
        }
        inputs.from().ifPresent(from -> add("--from", from));
        inputs.weights().ifPresent(weights -> add("--weights", weights));
    }

    private void addMethod(RunConfig config) {
        RunConfig.Method method = config.method();
        EncoderKind encoder = method.encoder();
        add("--preset", Configs.nameOf(method.preset()));
        add("--mode", Configs.nameOf(method.mode()));
        add("--encoder", encoder);
        add("--steps", method.steps().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private void addCompute(RunConfig.Compute compute) {
        add("--seed", compute.seed());
        add("--threads", compute.threads());
        add("--device", compute.device());
        add("--precision", compute.precision());
        compute.maxMemory().ifPresent(bytes -> add("--max-memory", bytes));
    }

    private void add(String option, Object value) {
        words.add(option);
        words.add(String.valueOf(value));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=:,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
