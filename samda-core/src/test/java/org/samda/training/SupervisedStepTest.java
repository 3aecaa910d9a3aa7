// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.data.Batch;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;

class SupervisedStepTest {
    private static final SupervisedConfig LONG = new SupervisedConfig(1, 60, 0.01);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void learnsOneBatchByHeart(int number) {
        Batch batch = TinyTraining.annotated(1).batch(0);
        try (TrainingStep step =
                new SupervisedStep(number, LONG, TinyTraining.setup(TinyTraining.model(1)), only(batch), 0)) {
            double first = step.iterate(0).get("loss");
            double last = first;
            for (int i = 1; i < 60; i++) {
                last = step.iterate(i).get("loss");
            }
            assertTrue(last < 0.6 * first, "from " + first + " to " + last);
        }
    }

    @Test
    void theLearningRateOfEachEpochIsRecordedAtItsStart() {
        SupervisedConfig config = new SupervisedConfig(2, 2, 0.01);
        try (TrainingStep step = SourceTraining.of(
                        config, TinyTraining.setup(TinyTraining.model(1)), TinyTraining.annotated(1), Optional.empty())
                .open(0)) {
            Map<String, Double> start = step.iterate(0);
            assertEquals("loss", start.keySet().iterator().next());
            assertEquals(0.01, start.get("learningRate"));
            assertTrue(!step.iterate(1).containsKey("learningRate"));
            assertEquals(0.01 * Math.pow(0.5, 0.9), step.iterate(2).get("learningRate"), 1e-12);
        }
    }

    @Test
    void divergenceStopsTheRunWithWhatToDo() {
        SupervisedConfig wild = new SupervisedConfig(1, 60, 1e30);
        try (TrainingStep step = FewShotTraining.of(
                        wild, TinyTraining.setup(TinyTraining.model(1)), TinyTraining.annotated(1))
                .open(0)) {
            SamdaException problem = assertThrows(SamdaException.class, () -> {
                for (int i = 0; i < 60; i++) {
                    step.iterate(i);
                }
            });
            assertTrue(
                    problem.getMessage().startsWith("Step 3 diverged: expected a finite loss, found ")
                            && problem.getMessage().contains("--set training.fewShot.learningRate="),
                    problem.getMessage());
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        SamdaModel model = TinyTraining.model(1);
        try (TrainingStep step = SourceTraining.of(
                        LONG, TinyTraining.setup(model), TinyTraining.annotated(1), Optional.empty())
                .open(0)) {
            step.iterate(0);
            long before = Pointer.totalCount();
            for (int i = 1; i <= 20; i++) {
                step.iterate(i);
                step.state();
            }
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    @Test
    void leavesNoNativeObjectsBehindWhenItFails() {
        Batch wrong = new Batch(
                TinyTraining.SIDE,
                TinyTraining.SIDE,
                new float[TinyTraining.SIDE * TinyTraining.SIDE],
                new float[TinyTraining.SIDE * TinyTraining.SIDE],
                new byte[0]);
        try (TrainingStep step =
                new SupervisedStep(1, LONG, TinyTraining.setup(TinyTraining.model(1)), only(wrong), 0)) {
            assertThrows(IllegalArgumentException.class, () -> step.iterate(0));
            long before = Pointer.totalCount();
            for (int i = 1; i <= 20; i++) {
                int iteration = i;
                assertThrows(IllegalArgumentException.class, () -> step.iterate(iteration));
            }
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    @Test
    void validatesTheWeightsThatItWouldEndWithAndGoesOnWithItsOwn() {
        SamdaModel model = TinyTraining.model(1);
        TrainingSetup setup = TinyTraining.setup(model);
        Batch heldOut = TinyTraining.heldOut(7).batch(0);
        try (TrainingStep step = validated(setup, heldOut)) {
            step.iterate(0);
            step.iterate(1);
            String trained = Parameters.hash(model);
            Kept kept = new Kept(model);
            Map<String, Double> figures = step.validate(0, kept);
            assertEquals(trained, Parameters.hash(model));
            step.finish(kept);
            // Averaging is on, so that these are others than the trained ones.
            assertEquals(List.of(Parameters.hash(model)), kept.hashes);
            assertTrue(!kept.hashes.contains(trained));
            assertEquals(List.of("pseudoDice", "pseudoDiceEma", "validationLoss"), List.copyOf(figures.keySet()));
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> scores = setup.scores(heldOut);
                double loss =
                        SupervisedStep.LOSS.of(scores, setup.labels(heldOut)).item_float();
                PseudoDice dice = new PseudoDice();
                dice.add(scores.get(0), setup.labels(heldOut));
                assertEquals(loss, figures.get("validationLoss"), 1e-12);
                assertEquals(dice.mean(), figures.get("pseudoDice"), 1e-12);
                assertEquals(dice.mean(), figures.get("pseudoDiceEma"), 1e-12);
            }
        }
    }

    @Test
    void asIfEndedShowsTheWeightsThatItEndsWithAndGivesItsOwnBack() {
        SamdaModel model = TinyTraining.model(1);
        try (TrainingStep step = new SupervisedStep(
                1,
                LONG,
                TinyTraining.setup(model),
                only(TinyTraining.annotated(1).batch(0)),
                0)) {
            step.iterate(0);
            step.iterate(1);
            String own = Parameters.hash(model);
            List<String> shown = new ArrayList<>();
            step.asIfEnded(() -> shown.add(Parameters.hash(model)));
            assertEquals(own, Parameters.hash(model));
            assertNotEquals(own, shown.get(0));
            step.finish(new Kept(model, new ArrayList<>()));
            assertEquals(Parameters.hash(model), shown.get(0));
        }
    }

    @Test
    void anEpochIsValidatedOnce() {
        TrainingSetup setup = TinyTraining.setup(TinyTraining.model(1));
        try (TrainingStep step = validated(setup, TinyTraining.heldOut(7).batch(0))) {
            Kept kept = new Kept(setup.model());
            assertEquals(3, step.validate(0, kept).size());
            assertEquals(Map.of(), step.validate(0, kept));
            assertEquals(3, step.validate(1, kept).size());
        }
    }

    @Test
    void validationLeavesNoNativeObjectsBehind() {
        TrainingSetup setup = TinyTraining.setup(TinyTraining.model(1));
        try (TrainingStep step = validated(setup, TinyTraining.heldOut(7).batch(0))) {
            TrainingStep.BestWeights ignored = new Kept(setup.model());
            step.validate(0, ignored);
            long before = Pointer.totalCount();
            for (int epoch = 1; epoch <= 10; epoch++) {
                step.validate(epoch, ignored);
            }
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    private static TrainingStep validated(TrainingSetup setup, Batch heldOut) {
        Validation validation = new Validation(TinyTraining.VALIDATION, iteration -> heldOut);
        return new SupervisedStep(
                1, LONG, setup, new SupervisedStep.Data(TinyTraining.annotated(1), Optional.of(validation)), 0);
    }

    private static SupervisedStep.Data only(Batch batch) {
        return new SupervisedStep.Data(iteration -> batch, Optional.empty());
    }

    /** Notes the weights that are best instead of writing them. */
    private record Kept(SamdaModel model, List<String> hashes) implements TrainingStep.BestWeights {
        Kept(SamdaModel model) {
            this(model, new ArrayList<>());
        }

        @Override
        public void keep() {
            hashes.add(Parameters.hash(model));
        }

        @Override
        public void restore() {
            throw new AssertionError("the step ends with its last weights");
        }
    }

    @Test
    void closingLeavesTheModelUsable() {
        SamdaModel model = TinyTraining.model(1);
        String before = Parameters.hash(model);
        SourceTraining.of(LONG, TinyTraining.setup(model), TinyTraining.annotated(1), Optional.empty())
                .open(0)
                .close();
        assertEquals(before, Parameters.hash(model));
    }
}
