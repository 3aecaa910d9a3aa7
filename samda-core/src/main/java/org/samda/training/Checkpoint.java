// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.io.AtomicFiles;
import org.samda.torch.SafeTensors;
import org.samda.torch.TensorFile;

/**
 * Where a run stands, in one safetensors file that is replaced in one move: at any moment the file on disk is whole.
 *
 * @param step         the step that goes on, 1 to 3; 4 when all are done
 * @param iteration    its next iteration
 * @param metricsBytes length of {@code metrics.csv} at that moment
 */
public record Checkpoint(int step, long iteration, long metricsBytes) {
    /** Stands for the step after the last. */
    static final int DONE = 4;

    private static final String FORMAT = "1";

    /** Writes position, weights and the step's state atomically. */
    void write(Path file, Map<String, Tensor> weights, Map<String, Tensor> state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> tensors.put("weights/" + name, tensor));
        state.forEach((name, tensor) -> tensors.put("state/" + name, tensor));
        Map<String, String> metadata = Map.of(
                "samda.checkpoint",
                FORMAT,
                "step",
                Integer.toString(step),
                "iteration",
                Long.toString(iteration),
                "metricsBytes",
                Long.toString(metricsBytes));
        AtomicFiles.write(file, out -> SafeTensors.write(out, tensors, metadata));
    }

    /** Reads only where a run stands. */
    static Optional<Checkpoint> position(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (PointerScope scope = new PointerScope()) {
            return Optional.of(of(file, SafeTensors.read(file)));
        }
    }

    /** Copies the stored weights into the model's. */
    static void restoreWeights(Path file, Map<String, Tensor> weights) {
        restore(file, "weights/", weights);
    }

    /** Copies the stored state of a step into its own. */
    static void restoreState(Path file, Map<String, Tensor> state) {
        restore(file, "state/", state);
    }

    /** Copies tensors whose names in the file begin with the prefix. */
    static void restore(Path file, String prefix, Map<String, Tensor> into) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> stored = SafeTensors.read(file).tensors();
            into.forEach((name, tensor) -> {
                Tensor value = stored.get(prefix + name);
                if (value == null || value.numel() != tensor.numel()) {
                    throw new SamdaException(
                            ("Checkpoint '%s' does not fit this run: '%s' is missing or has another size. Was the run made by"
                                            + " another version? Start again in another folder.")
                                    .formatted(file, name));
                }
                tensor.copy_(value.view_as(tensor));
            });
        }
    }

    private static Checkpoint of(Path file, TensorFile content) {
        Map<String, String> metadata = content.metadata();
        String format = metadata.getOrDefault("samda.checkpoint", "none");
        if (!FORMAT.equals(format)) {
            throw foreign(file, "expected format " + FORMAT + ", found " + format);
        }
        return new Checkpoint(
                (int) number(file, metadata, "step", DONE),
                number(file, metadata, "iteration", Long.MAX_VALUE),
                number(file, metadata, "metricsBytes", Long.MAX_VALUE));
    }

    private static long number(Path file, Map<String, String> metadata, String key, long largest) {
        String text = metadata.getOrDefault(key, "none");
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= largest) {
                return number;
            }
            throw foreign(file, "expected %s from 0 to %d, found %s".formatted(key, largest, text));
        } catch (NumberFormatException e) {
            throw foreign(file, "expected a whole number for %s, found '%s'".formatted(key, text));
        }
    }

    private static SamdaException foreign(Path file, String why) {
        return new SamdaException(
                "'%s' is not a checkpoint of this version: %s. Start again in another folder.".formatted(file, why));
    }
}
