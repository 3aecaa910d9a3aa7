// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.samda.benchmark.Benchmark;
import org.samda.benchmark.BenchmarkCase;
import org.samda.benchmark.BenchmarkResult;
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
    private static final double MEGABYTE = 1e6;

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
            description = "What to measure, in this order (default: limit train-256 infer).")
    private List<BenchmarkCase> cases = List.of();

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
        Engine engine = compute.engine();
        List<BenchmarkCase> wanted = cases.isEmpty()
                ? List.of(BenchmarkCase.LIMIT, BenchmarkCase.TRAIN_256, BenchmarkCase.INFER)
                : cases.stream().distinct().toList();
        List<BenchmarkResult> results = new Benchmark(
                        engine, repetitions, compute.maxMemory().bytes())
                .run(wanted, compute.progress());
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(results.stream().map(BenchCommand::json).toList()));
        } else {
            new BenchTable(results).lines().forEach(out::println);
            out.println(machine(engine));
        }
        out.flush();
        return 0;
    }

    /** What is not known is left out. */
    private static Map<String, Object> json(BenchmarkResult result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("case", Configs.nameOf(result.measured()));
        object.put("what", result.what());
        object.put("precision", Configs.nameOf(result.precision()));
        object.put("threads", result.threads());
        object.put("unit", result.unit().toString());
        object.put("median", result.median());
        object.put("values", result.values());
        result.flop().ifPresent(flop -> object.put("flop", flop));
        result.percentOfLimit().ifPresent(percent -> object.put("percentOfLimit", percent));
        result.peakBytes().ifPresent(bytes -> object.put("peakMemoryMb", Math.round(bytes / MEGABYTE)));
        return object;
    }

    private static String machine(Engine engine) {
        return "%s, %d threads; samda %s, libtorch %s, Java %s"
                .formatted(
                        Machine.processor(),
                        engine.threads(),
                        org.samda.experiment.Version.samda(),
                        Engine.version(),
                        System.getProperty("java.version"));
    }
}
