// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.samda.benchmark.Benchmark;
import org.samda.benchmark.BenchmarkCase;
import org.samda.config.Configs;
import org.samda.experiment.Machine;
import org.samda.torch.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code samda bench}: how fast this machine is. */
@Command(
        name = "bench",
        description = {
            "Measures how fast this machine trains and segments, and what part of its limit that is.",
            "Needs no data. Other programs that compute meanwhile slow it down.",
            "",
            "Cases: limit (largest matrix product, copying memory), train-256 and train-512 (a training step of",
            "nnU-Net's 2-D U-Net), infer (segmenting 2048 x 2048 px in tiles), sam-b and mobile-sam (an image of",
            "1024 x 1024 px through these encoders), augment (patches drawn and augmented by one thread), adapt",
            "(an iteration of step 2)."
        },
        footer = {"", "Example: samda bench train-512 --precision fp32 --json"})
final class BenchCommand implements Callable<Integer> {
    private static final List<BenchmarkCase> USUAL =
            List.of(BenchmarkCase.LIMIT, BenchmarkCase.TRAIN_256, BenchmarkCase.INFER);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    private int repetitions;

    @Parameters(
            arity = "0..*",
            paramLabel = "CASE",
            description = "What to measure, one after the other (default: limit train-256 infer).")
    private List<String> cases = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measurements of each case; the median is shown (default: ${DEFAULT-VALUE}).")
    void setRepetitions(int count) {
        if (count < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--repeat': expected a number from 1, found '%d'".formatted(count));
        }
        repetitions = count;
    }

    @Override
    public Integer call() {
        List<BenchmarkCase> wanted = wanted();
        Engine engine = compute.engine();
        BenchTable table = new BenchTable(
                new Benchmark(engine, repetitions, compute.maxMemory().bytes()).run(wanted, compute.progress()));
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(table.json()));
        } else {
            table.lines().forEach(out::println);
            out.println(machine(engine));
        }
        out.flush();
        return 0;
    }

    /** Not read by picocli, which would call an unknown case one argument too many. */
    private List<BenchmarkCase> wanted() {
        Choice<BenchmarkCase> known = new Choice<>(BenchmarkCase.values());
        try {
            return cases.isEmpty()
                    ? USUAL
                    : cases.stream().map(known::convert).distinct().toList();
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), "CASE: " + e.getMessage(), e);
        }
    }

    private static String machine(Engine engine) {
        return "%s, %d %s; samda %s, libtorch %s, Java %s"
                .formatted(
                        Machine.processor(),
                        engine.threads(),
                        engine.threads() == 1 ? "thread" : "threads",
                        org.samda.experiment.Version.samda(),
                        Engine.version(),
                        System.getProperty("java.version"));
    }
}
