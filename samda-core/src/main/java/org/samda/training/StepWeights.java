// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.io.AtomicFiles;
import org.samda.model.GenericEncoder;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;

/**
 * The weights after each finished step of a run, {@code checkpoints/step<N>.safetensors}: all that some step changes. Those
 * of a published encoder that stays frozen are not in it. Beside it the best weights of a step that was validated, and
 * states in between of the last step if they were asked for.
 */
public final class StepWeights {
    /** Stands for the weights that a run begins with, where it keeps them. */
    public static final int START = 0;

    private static final String STATES = "step\\d-at\\d+\\.safetensors";

    /** Where the U-Net's weights stand in the model's. */
    private static final String EXPERT = "expert.";

    private StepWeights() {}

    static Path file(Path run, int step) {
        return run.resolve("checkpoints").resolve("step" + step + ".safetensors");
    }

    static void write(Path run, int step, Map<String, Tensor> weights) {
        writeTo(file(run, step), step, weights);
    }

    /** The file {@code checkpoints/step<N>-best.safetensors} for these weights; they are lent. */
    static TrainingStep.BestWeights best(Path run, int step, Map<String, Tensor> weights) {
        Path file = run.resolve("checkpoints").resolve("step" + step + "-best.safetensors");
        return new TrainingStep.BestWeights() {
            @Override
            public void keep() {
                writeTo(file, step, weights);
            }

            @Override
            public void restore() {
                Checkpoint.restore(file, "", weights);
            }
        };
    }

    private static void writeTo(Path file, int step, Map<String, Tensor> weights) {
        Map<String, String> metadata = Map.of("step", Integer.toString(step));
        AtomicFiles.write(file, out -> SafeTensors.write(out, weights, metadata));
    }

    /** The file for the weights that a step would end with after this many iterations. */
    static Path stateFile(Path run, int step, long iterations) {
        return run.resolve("checkpoints").resolve("step%d-at%d.safetensors".formatted(step, iterations));
    }

    static void writeState(Path run, int step, long iterations, Map<String, Tensor> weights) {
        writeTo(stateFile(run, step, iterations), step, weights);
    }

    /** Keeps the weights as they are as those that the run begins with. */
    public static void keepStart(Path run, TrainingSetup setup) {
        try (PointerScope scope = new PointerScope()) {
            write(run, START, setup.changing());
        }
    }

    /** Whether the run has kept the weights that it began with. */
    public static boolean hasStart(Path run) {
        return Files.exists(file(run, START));
    }

    /** The files of a run beside those after its steps: the best of a validated step, states in between. */
    public static List<Path> others(Path run) {
        return files(run, "step\\d-best\\.safetensors|" + STATES);
    }

    /** Deletes the states in between. */
    public static void deleteStates(Path run) {
        files(run, STATES).forEach(file -> {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new SamdaException("The checkpoint '%s' cannot be deleted: %s.".formatted(file, e), e);
            }
        });
    }

    private static List<Path> files(Path run, String pattern) {
        try (var files = Files.list(run.resolve("checkpoints"))) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SamdaException("The checkpoints of '%s' cannot be listed: %s.".formatted(run, e), e);
        }
    }

    /**
     * Takes back what a finished step did: its file gets the weights of another one.
     *
     * @param step  is undone
     * @param by    an earlier step, or {@link #START}
     */
    public static void replace(Path run, int step, int by) {
        AtomicFiles.write(file(run, step), out -> Files.copy(file(run, by), out));
    }

    /** Puts the weights after a finished step, or those at the {@link #START}, into the model. */
    public static void restore(Path run, int step, SamdaModel model) {
        restore(file(run, step), model);
    }

    /** Puts the weights of one of these files into the model of the same run. */
    public static void restore(Path file, SamdaModel model) {
        try (PointerScope scope = new PointerScope()) {
            load(model, SafeTensors.read(file).tensors(), "Checkpoint '" + file + "'");
        }
    }

    /** Puts the weights after a finished step into a new model, which may have a generic encoder more than the run's. */
    public static void startFrom(Path run, int step, SamdaModel model) {
        Path file = file(run, step);
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = SafeTensors.read(file).tensors();
            String what = "Checkpoint '" + file + "'";
            boolean plain = weights.keySet().stream().allMatch(name -> name.startsWith(EXPERT));
            if (plain && model.hasGeneric()) {
                Map<String, Tensor> expert = new LinkedHashMap<>();
                weights.forEach((name, tensor) -> expert.put(name.substring(EXPERT.length()), tensor));
                model.warmStart(expert, what);
            } else {
                Map<String, Tensor> all = new LinkedHashMap<>(weights);
                Parameters.named(model).forEach((name, tensor) -> {
                    if (GenericEncoder.isLora(name)) {
                        all.putIfAbsent(name, tensor);
                    }
                });
                load(model, all, what);
            }
        }
    }

    /** A published encoder keeps the weights it has where the file has none, or only low-rank additions, for it. */
    private static void load(SamdaModel model, Map<String, Tensor> weights, String what) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        if (weights.keySet().stream().noneMatch(StepWeights::isOfEncoder)) {
            Parameters.named(model).forEach((name, tensor) -> {
                if (isOfEncoder(name)) {
                    all.put(name, tensor);
                }
            });
        }
        Parameters.load(model, all, what);
    }

    private static boolean isOfEncoder(String name) {
        return name.startsWith(EncoderTraining.ENCODER) && !GenericEncoder.isLora(name);
    }
}
