// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.model.GenericEncoder;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

class FreezeTableTest {
    /** The lowest head has weight 0 in the loss and never learns (nnU-Net). */
    private static final Set<String> WITHOUT_PART_IN_THE_LOSS =
            Set.of("expert.decoder.seg_layers.0.weight", "expert.decoder.seg_layers.0.bias");

    private final SamdaModel model = TinyTraining.model(1);
    private final TrainingSetup setup = TinyTraining.setup(model);

    @ParameterizedTest
    @CsvSource({"1, expert sam projector", "2, projector", "3, expert projector"})
    void aStepTrainsWhatThePaperSays(int step, String trained) {
        assertEquals(Set.of(trained.split(" ")), trained(FreezeTable.of(setup, step)));
    }

    @Test
    void anEncoderWithPublishedWeightsIsFrozenInStep1Too() {
        TrainingSetup published = new TrainingSetup(model, setup.engine(), setup.sgd(), EncoderTraining.FROZEN, 1);
        assertEquals(Set.of("expert", "projector"), trained(FreezeTable.of(published, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "LORA, 1, expert projector",
        "LORA, 2, projector",
        "LORA, 3, expert projector lora",
        "FULL, 1, expert projector",
        "FULL, 2, projector",
        "FULL, 3, expert projector sam",
        "ON_SHOTS, 3, expert projector sam"
    })
    void fineTuningOfTheEncoderIsPartOfStep3(EncoderTraining encoder, int step, String trained) {
        SamdaModel adapted = TinyTraining.modelWithLora(1);
        TrainingSetup tuned = new TrainingSetup(adapted, setup.engine(), setup.sgd(), encoder, 1);
        assertEquals(Set.of(trained.split(" ")), trained(FreezeTable.of(tuned, step)));
    }

    @Test
    void loraLeavesThePublishedWeightsBitForBit() {
        SamdaModel adapted = TinyTraining.modelWithLora(1);
        TrainingSetup tuned = new TrainingSetup(adapted, setup.engine(), setup.sgd(), EncoderTraining.LORA, 1);
        Map<String, float[]> before = values(adapted);
        try (TrainingStep step =
                TinyTraining.steps(tuned, TinyTraining.ADAPTATION, 1).get(3).open(0)) {
            for (int i = 0; i < 3; i++) {
                step.iterate(i);
            }
        }
        values(adapted).forEach((name, after) -> {
            if (GenericEncoder.isLora(name)) {
                assertFalse(Arrays.equals(before.get(name), after), name + " did not change");
            } else if (name.startsWith("sam.")) {
                assertArrayEquals(before.get(name), after, name + " changed");
            }
        });
    }

    @Test
    void thePlainUNetIsAllThereIsWithoutAnEncoder() {
        SamdaModel plain = TinyTraining.plain(1);
        FreezeTable table = FreezeTable.of(TinyTraining.setup(plain), 1);
        assertEquals(
                List.of("expert"),
                table.rows().stream().map(FreezeTable.Row::module).toList());
    }

    @Test
    void withoutAnEncoderStep2TrainsTheUNetsEncoderAlone() {
        SamdaModel plain = TinyTraining.plain(1);
        TrainingSetup alone = TinyTraining.setup(plain);
        FreezeTable table = FreezeTable.of(alone, 2);
        assertEquals(Set.of("expert.encoder"), trained(table));
        assertEquals(
                List.of("expert.encoder", "expert.decoder"),
                table.rows().stream().map(FreezeTable.Row::module).toList());
        assertEquals(Set.of("expert"), trained(FreezeTable.of(alone, 3)));
        Map<String, float[]> before = values(plain);
        try (TrainingStep step =
                TinyTraining.steps(alone, TinyTraining.ADAPTATION, 1).get(2).open(0)) {
            for (int i = 0; i < 3; i++) {
                step.iterate(i);
            }
        }
        values(plain)
                .forEach((name, after) -> assertEquals(
                        name.startsWith("expert.encoder."), !Arrays.equals(before.get(name), after), name));
    }

    @Test
    void countsEveryParameterOnce() {
        long all = values(model).values().stream().mapToLong(v -> v.length).sum();
        long counted = FreezeTable.of(setup, 1).rows().stream()
                .mapToLong(FreezeTable.Row::parameters)
                .sum();
        assertEquals(all, counted);
    }

    @Test
    void isShownAsATable() {
        List<String> lines = FreezeTable.of(setup, 2).toString().lines().toList();
        assertEquals("step 2   module          parameters", lines.get(0));
        assertTrue(lines.get(1).matches(" +expert +[\\d,]+  frozen"), lines.get(1));
        assertTrue(lines.get(3).matches(" +projector +[\\d,]+  trained"), lines.get(3));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void theFrozenPartStaysBitForBitAndEverythingElseLearns(int number) {
        Map<String, float[]> before = values(model);
        Set<String> trained = trained(FreezeTable.of(setup, number));
        try (TrainingStep step = TinyTraining.steps(setup, TinyTraining.ADAPTATION, 1)
                .get(number)
                .open(0)) {
            for (int i = 0; i < 3; i++) {
                step.iterate(i);
            }
        }
        values(model).forEach((name, after) -> {
            if (trained.contains(name.substring(0, name.indexOf('.'))) && !WITHOUT_PART_IN_THE_LOSS.contains(name)) {
                assertFalse(Arrays.equals(before.get(name), after), name + " did not change");
            } else {
                assertArrayEquals(before.get(name), after, name + " changed");
            }
        });
    }

    private static Set<String> trained(FreezeTable table) {
        return table.rows().stream()
                .filter(FreezeTable.Row::isTrained)
                .map(FreezeTable.Row::module)
                .collect(Collectors.toSet());
    }

    static Map<String, float[]> values(SamdaModel model) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, float[]> values = new LinkedHashMap<>();
            Parameters.named(model).forEach((name, tensor) -> values.put(name, Tensors.floats(tensor)));
            return values;
        }
    }
}
