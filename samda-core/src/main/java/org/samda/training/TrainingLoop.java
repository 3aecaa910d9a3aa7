// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.Progress;

/**
 * Runs steps one after the other, writes checkpoints, and goes on from the last one after any kind of end.
 *
 * <p>Files: {@code checkpoints/last.safetensors} (where the run stands), {@code checkpoints/step<N>.safetensors} (all
 * changing weights after step N) and {@code metrics.csv}.
 */
public final class TrainingLoop {
    private final Path folder;
    private final TrainingSetup setup;
    private final Duration checkpointEvery;
    private final Progress progress;

    /**
     * @param folder          the run's; {@code checkpoints/} exists in it
     * @param setup           that of the steps
     * @param checkpointEvery how much work a kill may cost at most
     */
    public TrainingLoop(Path folder, TrainingSetup setup, Duration checkpointEvery, Progress progress) {
        this.folder = folder;
        this.setup = setup;
        this.checkpointEvery = checkpointEvery;
        this.progress = progress;
    }

    /** Where the run in this folder stands, empty before its first checkpoint. */
    public static Optional<Checkpoint> position(Path folder) {
        return Checkpoint.position(last(folder));
    }

    /** Whether a step of the run in this folder ran to its end. */
    public static boolean hasFinished(Path folder, int step) {
        return Files.exists(StepWeights.file(folder, step));
    }

    /**
     * Runs what is still to be done of the steps.
     *
     * @param steps by number; each is made when its turn comes, from the weights as they are then
     */
    public void run(SortedMap<Integer, TrainingStep.Factory> steps) {
        try (PointerScope scope = new PointerScope()) {
            run(steps, setup.changing());
        }
    }

    private void run(SortedMap<Integer, TrainingStep.Factory> steps, Map<String, Tensor> weights) {
        Optional<Checkpoint> resumed = position(folder);
        resumed.ifPresent(checkpoint -> Checkpoint.restoreWeights(last(folder), weights));
        try (MetricsLog metrics = new MetricsLog(
                folder.resolve("metrics.csv"),
                resumed.map(Checkpoint::metricsBytes).orElse(0L))) {
            int from = resumed.map(Checkpoint::step).orElse(0);
            List<Integer> numbers = List.copyOf(steps.tailMap(from).keySet());
            for (int i = 0; i < numbers.size(); i++) {
                int next = i + 1 < numbers.size() ? numbers.get(i + 1) : Checkpoint.DONE;
                long first = numbers.get(i) == from
                        ? resumed.map(Checkpoint::iteration).orElse(0L)
                        : 0;
                try (TrainingStep step = steps.get(numbers.get(i)).open(first)) {
                    run(step, weights, first, metrics);
                    step.finish();
                }
                StepWeights.write(folder, numbers.get(i), weights);
                new Checkpoint(next, 0, metrics.flushedLength()).write(last(folder), weights, Map.of());
            }
        }
    }

    private void run(TrainingStep step, Map<String, Tensor> weights, long first, MetricsLog metrics) {
        if (first > 0) {
            Checkpoint.restoreState(last(folder), step.state());
        }
        long total = (long) step.epochs() * step.iterationsPerEpoch();
        long saved = System.nanoTime();
        progress.start("step " + step.number(), total);
        try {
            for (long iteration = first; iteration < total && !step.endsEarly(); iteration++) {
                Map<String, Double> values = step.iterate(iteration);
                write(metrics, step, iteration, values);
                progress.at(iteration + 1, note(values));
                boolean interrupted = Thread.interrupted();
                if (interrupted || System.nanoTime() - saved >= checkpointEvery.toNanos()) {
                    // A step that ends early must not be taken up again.
                    long next = step.endsEarly() ? total : iteration + 1;
                    new Checkpoint(step.number(), next, metrics.flushedLength())
                            .write(last(folder), weights, step.state());
                    saved = System.nanoTime();
                }
                if (interrupted) {
                    throw new InterruptedRunException(folder, step.number(), iteration + 1);
                }
            }
        } finally {
            progress.end();
        }
    }

    private static void write(MetricsLog metrics, TrainingStep step, long iteration, Map<String, Double> values) {
        long epoch = iteration / step.iterationsPerEpoch();
        values.forEach((name, value) -> metrics.row(step.number(), epoch, iteration, name, value));
    }

    private static String note(Map<String, Double> values) {
        return values.entrySet().stream()
                .findFirst()
                .map(e -> "%s %.3f".formatted(e.getKey(), e.getValue()))
                .orElse("");
    }

    private static Path last(Path folder) {
        return folder.resolve("checkpoints").resolve("last.safetensors");
    }
}
