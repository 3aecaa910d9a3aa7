// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.samda.Interruptions;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.model.PublishedShapes;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

/**
 * Measures how fast this machine does what users do with the product ({@code samda bench}), and how near that is to the
 * fastest matrix product.
 *
 * <p>Each case is made, done a few times unmeasured, and then measured some times. Other work on the machine counts.
 */
public final class Benchmark {
    private static final double GB = 1e9;
    private static final double NANOS = 1e9;
    private static final double PERCENT = 100;

    private final Engine engine;
    private final BenchmarkSizes sizes;
    private final int repetitions;
    private final long maxBytes;
    private final Map<Precision, Double> limits = new EnumMap<>(Precision.class);

    /**
     * @param repetitions that are measured, at least 1
     * @param maxBytes    of memory that the process may take
     */
    public Benchmark(Engine engine, int repetitions, long maxBytes) {
        this(engine, BenchmarkSizes.FULL, repetitions, maxBytes);
    }

    Benchmark(Engine engine, BenchmarkSizes sizes, int repetitions, long maxBytes) {
        if (repetitions < 1) {
            throw new IllegalArgumentException("repetitions must be at least 1, got " + repetitions);
        }
        this.engine = engine;
        this.sizes = sizes;
        this.repetitions = repetitions;
        this.maxBytes = maxBytes;
    }

    /**
     * Measures cases, one after the other.
     *
     * @return of each case one or more results
     * @throws SamdaException if a case does not fit into memory; nothing is measured then
     */
    public List<BenchmarkResult> run(List<BenchmarkCase> cases, Progress progress) {
        cases.forEach(this::requireMemory);
        List<BenchmarkResult> results = new ArrayList<>();
        for (BenchmarkCase each : cases) {
            for (Task task : tasks(each)) {
                progress.start(Configs.nameOf(each), task.warmUps() + repetitions);
                try {
                    results.add(measured(each, task, progress));
                } finally {
                    progress.end();
                }
            }
        }
        return results;
    }

    private void requireMemory(BenchmarkCase each) {
        if (each.memoryBytes() > maxBytes) {
            throw new SamdaException(String.format(
                    Locale.ROOT,
                    "The case %s takes about %.1f GB of memory, expected at most %.1f GB. Allow more with --max-memory, or leave it out.",
                    Configs.nameOf(each),
                    each.memoryBytes() / GB,
                    maxBytes / GB));
        }
    }

    List<Task> tasks(BenchmarkCase each) {
        UNetTasks unet = new UNetTasks(sizes, engine);
        EncoderTasks encoder = new EncoderTasks(sizes, engine);
        QuickPresetTasks quick = new QuickPresetTasks(sizes, engine);
        return switch (each) {
            case LIMIT -> MachineLimit.tasks(sizes, engine.precision());
            case TRAIN_256 -> List.of(unet.training(256));
            case TRAIN_512 -> List.of(unet.training(512));
            case INFER -> List.of(unet.segmentation());
            case SAM_B -> List.of(encoder.embedding("SAM's ViT-B", PublishedShapes.SAM_B));
            case MOBILE_SAM -> List.of(encoder.embedding("MobileSAM's TinyViT", PublishedShapes.MOBILE_SAM));
            case AUGMENT -> List.of(quick.augmentation());
            case ADAPT -> List.of(quick.adaptation(repetitions));
        };
    }

    private BenchmarkResult measured(BenchmarkCase each, Task task, Progress progress) {
        boolean compared = task.flop().isPresent() && each != BenchmarkCase.LIMIT && isOnProcessor();
        if (compared && !limits.containsKey(task.precision())) {
            measureLimit(task.precision());
        }
        PeakMemory memory = PeakMemory.begin();
        List<Double> values = values(task, progress);
        OptionalLong peak = memory.bytes();
        if (task.unit() == BenchmarkUnit.TERAFLOPS) {
            limits.merge(task.precision(), best(task, values), Math::max);
        }
        return new BenchmarkResult(
                each,
                task.what(),
                task.precision(),
                engine.threads(),
                task.unit(),
                values,
                task.flop(),
                compared ? OptionalDouble.of(percentOfLimit(task, values)) : OptionalDouble.empty(),
                peak);
    }

    /** The limit is that of the processor. */
    private boolean isOnProcessor() {
        return engine.device().equals("cpu");
    }

    /** The limit is measured once more, because other work on the machine comes and goes. */
    private double percentOfLimit(Task task, List<Double> values) {
        measureLimit(task.precision());
        return PERCENT * task.flopPerSecond(BenchmarkResult.median(values)) / limits.get(task.precision());
    }

    /** Multiplications and additions a second that a matrix product reaches. */
    private void measureLimit(Precision precision) {
        Task product = MachineLimit.product(sizes, precision);
        limits.merge(precision, best(product, values(product, Progress.NONE)), Math::max);
    }

    /** The best: whatever else the machine does only lowers it. */
    private static double best(Task product, List<Double> values) {
        return product.flopPerSecond(Collections.max(values));
    }

    private List<Double> values(Task task, Progress progress) {
        List<Double> values = new ArrayList<>();
        try (Workload work = task.workload().get()) {
            for (int i = 0; i < task.warmUps() + repetitions; i++) {
                Interruptions.check();
                long begin = System.nanoTime();
                work.run();
                double seconds = (System.nanoTime() - begin) / NANOS;
                if (i >= task.warmUps()) {
                    values.add(task.unit().of(task.amount(), seconds));
                }
                progress.at(i + 1L, String.format(Locale.ROOT, "%.2f s", seconds));
            }
        }
        return values;
    }
}
