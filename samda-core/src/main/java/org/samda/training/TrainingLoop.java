// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.Progress;

/**
 * Runs steps one after the other, writes checkpoints, and goes on from the last one after any kind of end.
 *
 * <p>Files: {@code checkpoints/last.safetensors} (where the run stands), {@code checkpoints/step<N>.safetensors} (all
 * changing weights after step N), {@code checkpoints/step<N>-best.safetensors} (the best ones, if it was validated),
 * {@code checkpoints/step<N>-at<iterations>.safetensors} (states in between of the last step, if asked for) and
 * {@code metrics.csv}.
 */
public final class TrainingLoop {
    private final Path folder;
    private final TrainingSetup setup;
    private final Duration checkpointEvery;
    private final Progress progress;
    private final int states;

    /**
     * @param folder          the run's; {@code checkpoints/} exists in it
     * @param setup           that of the steps
     * @param checkpointEvery how much work a kill may cost at most
     */
    public TrainingLoop(Path folder, TrainingSetup setup, Duration checkpointEvery, Progress progress) {
        this(folder, setup, checkpointEvery, progress, 0);
    }

    private TrainingLoop(Path folder, TrainingSetup setup, Duration checkpointEvery, Progress progress, int states) {
        this.folder = folder;
        this.setup = setup;
        this.checkpointEvery = checkpointEvery;
        this.progress = progress;
        this.states = states;
    }

    /** The same, but so many states of the last step, equally spaced and without its end, are kept in files. */
    public TrainingLoop keeping(int statesOfLastStep) {
        return new TrainingLoop(folder, setup, checkpointEvery, progress, statesOfLastStep);
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
                    new StepRun(step, weights, metrics, next == Checkpoint.DONE ? states : 0).from(first);
                }
                StepWeights.write(folder, numbers.get(i), weights);
                new Checkpoint(next, 0, metrics.flushedLength()).write(last(folder), weights, Map.of());
            }
        }
    }

    /** One step on its way to its end. */
    private final class StepRun {
        private final TrainingStep step;
        private final Map<String, Tensor> weights;
        private final MetricsLog metrics;
        private final TrainingStep.BestWeights best;
        private final long total;
        private final Set<Long> kept;

        private long saved = System.nanoTime();
        private String validated = "";

        StepRun(TrainingStep step, Map<String, Tensor> weights, MetricsLog metrics, int states) {
            this.step = step;
            this.weights = weights;
            this.metrics = metrics;
            best = StepWeights.best(folder, step.number(), weights);
            total = (long) step.epochs() * step.iterationsPerEpoch();
            kept = LongStream.rangeClosed(1, states)
                    .mapToObj(i -> i * total / (states + 1))
                    .filter(iterations -> iterations > 0)
                    .collect(Collectors.toSet());
        }

        void from(long first) {
            if (first > 0) {
                Checkpoint.restoreState(last(folder), step.state());
            }
            progress.start("step " + step.number(), total);
            try {
                // A run that ended during a validation does it again.
                validate(first);
                for (long iteration = first; iteration < total && !step.endsEarly(); iteration++) {
                    iterate(iteration);
                    validate(iteration + 1);
                }
            } finally {
                progress.end();
            }
            step.finish(best);
        }

        private void iterate(long iteration) {
            Map<String, Double> values = step.iterate(iteration);
            write(iteration, values);
            if (kept.contains(iteration + 1)) {
                step.asIfEnded(() -> StepWeights.writeState(folder, step.number(), iteration + 1, weights));
            }
            progress.at(iteration + 1, note(values) + validated);
            if (Thread.interrupted()) {
                stop(iteration + 1);
            }
            if (System.nanoTime() - saved >= checkpointEvery.toNanos()) {
                save(iteration + 1);
            }
        }

        /** What is due was saved before: whatever fails here costs no training. */
        private void validate(long next) {
            if (next == 0 || next % step.iterationsPerEpoch() != 0) {
                return;
            }
            Map<String, Double> values = step.validate((int) (next / step.iterationsPerEpoch()) - 1, best);
            write(next - 1, values);
            validated = values.isEmpty() ? validated : ", " + note(values);
            if (Thread.interrupted()) {
                stop(next);
            }
        }

        private void stop(long next) {
            save(next);
            throw new InterruptedRunException(folder, step.number(), next);
        }

        private void save(long next) {
            // A step that ends early must not be taken up again.
            new Checkpoint(step.number(), step.endsEarly() ? total : next, metrics.flushedLength())
                    .write(last(folder), weights, step.state());
            saved = System.nanoTime();
        }

        private void write(long iteration, Map<String, Double> values) {
            long epoch = iteration / step.iterationsPerEpoch();
            values.forEach((name, value) -> metrics.row(step.number(), epoch, iteration, name, value));
        }
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
