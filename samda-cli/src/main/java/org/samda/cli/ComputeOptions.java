// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.samda.Progress;
import org.samda.config.Configs;
import org.samda.experiment.RunConfig;
import org.samda.torch.Engine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that computes; mixed in with {@code @Mixin}. */
final class ComputeOptions {
    private static final double DEFAULT_SHARE_OF_MEMORY = 0.8;
    private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d{1,3})?");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    private OptionalInt threads = OptionalInt.empty();

    private String device = "cpu";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "auto",
            description = "Numbers to compute with: auto, fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Memory to stay under, such as 8G (default: 80 %% of the machine's).")
    private Optional<ByteSize> maxMemory = Optional.empty();

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with (default: all processors).")
    void setThreads(int count) {
        if (count < 1) {
            throw wrong("--threads", "a number from 1", Integer.toString(count));
        }
        threads = OptionalInt.of(count);
    }

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "Where to compute: cpu, cuda or cuda:1 (default: ${DEFAULT-VALUE}).")
    void setDevice(String name) {
        if (!DEVICE.matcher(name).matches()) {
            throw wrong("--device", "cpu, cuda or cuda:<index>", name);
        }
        device = name;
    }

    long seed() {
        return seed;
    }

    /** At least 1. */
    int threads() {
        return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    boolean saysThreads() {
        return threads.isPresent();
    }

    /** {@code cpu}, {@code cuda} or {@code cuda:<index>}. */
    String device() {
        return device;
    }

    Precision precision() {
        return precision;
    }

    ByteSize maxMemory() {
        return maxMemory.orElseGet(() -> ByteSize.shareOfMachine(DEFAULT_SHARE_OF_MEMORY));
    }

    /** Loads libtorch and settles threads, device and precision. */
    Engine engine() {
        return engine(precision());
    }

    /** The same with another precision. */
    Engine engine(Precision other) {
        return Engine.start(OptionalInt.of(threads()), device(), Configs.nameOf(other));
    }

    /** What a run records and must be equal to go on with it. */
    RunConfig.Compute recorded() {
        return new RunConfig.Compute(
                seed(), threads(), device(), Configs.nameOf(precision()), maxMemory.map(ByteSize::bytes));
    }

    /** A bar on a terminal, lines elsewhere, warnings alone with {@code --quiet}. */
    Progress progress() {
        return Terminal.progress(command.commandLine().getErr(), quiet);
    }

    private ParameterException wrong(String option, String expected, String found) {
        return new ParameterException(
                command.commandLine(),
                "Invalid value for option '%s': expected %s, found '%s'".formatted(option, expected, found));
    }
}
