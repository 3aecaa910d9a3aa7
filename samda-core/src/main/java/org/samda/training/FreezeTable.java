// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;

/**
 * What is trained and what is frozen in a step (paper Sec. 2.2; PAPER rows 6 and 7).
 *
 * @param step 1 to 3
 * @param rows one for each part of the model
 */
public record FreezeTable(int step, List<Row> rows) {

    /**
     * A part of the model in a step.
     *
     * @param module     {@code expert} (U-Net), {@code sam} (generic encoder), {@code lora} (its low-rank additions) or
     *                   {@code projector}; {@code expert.encoder} and {@code expert.decoder} in step 2 of a U-Net alone
     * @param parameters number of its values, without statistics that no training changes
     * @param isTrained  whether the step changes them
     */
    public record Row(String module, long parameters, boolean isTrained) {}

    public FreezeTable {
        rows = List.copyOf(rows);
    }

    /** The table of a step. */
    public static FreezeTable of(TrainingSetup setup, int step) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            Parameters.ofGradients(setup.model())
                    .forEach((name, tensor) ->
                            sizes.merge(partOf(name, setup.model(), step), tensor.numel(), Long::sum));
        }
        return new FreezeTable(
                step,
                sizes.entrySet().stream()
                        .map(e -> new Row(
                                e.getKey(), e.getValue(), setup.encoder().trains(e.getKey(), step)))
                        .toList());
    }

    /** In step 2 of a U-Net alone the U-Net's halves are parts of their own (PAPER row 12). */
    private static String partOf(String weight, SamdaModel model, int step) {
        return step == 2 && !model.hasGeneric()
                ? weight.substring(0, weight.indexOf('.', weight.indexOf('.') + 1))
                : EncoderTraining.partOf(weight);
    }

    /** Lets libtorch compute gradients for the trained part only, and returns it by name. */
    Map<String, Tensor> apply(SamdaModel model) {
        Set<String> trainedModules =
                rows.stream().filter(Row::isTrained).map(Row::module).collect(Collectors.toSet());
        Map<String, Tensor> trained = new LinkedHashMap<>();
        Parameters.ofGradients(model).forEach((name, parameter) -> {
            boolean isTrained = trainedModules.contains(partOf(name, model, step));
            parameter.set_requires_grad(isTrained);
            if (isTrained) {
                trained.put(name, parameter);
            }
        });
        return trained;
    }

    @Override
    public String toString() {
        return Stream.concat(
                        Stream.of("step %d   module          parameters".formatted(step)),
                        rows.stream()
                                .map(row -> String.format(
                                        Locale.ROOT,
                                        "         %-14s %,11d  %s",
                                        row.module(),
                                        row.parameters(),
                                        row.isTrained() ? "trained" : "frozen")))
                .collect(Collectors.joining("\n"));
    }
}
