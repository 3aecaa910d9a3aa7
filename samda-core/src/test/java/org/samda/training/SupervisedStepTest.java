// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
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
                new SupervisedStep(number, LONG, TinyTraining.setup(TinyTraining.model(1)), iteration -> batch, 0)) {
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
                        config, TinyTraining.setup(TinyTraining.model(1)), TinyTraining.annotated(1))
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
        try (TrainingStep step = SourceTraining.of(LONG, TinyTraining.setup(model), TinyTraining.annotated(1))
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
                new SupervisedStep(1, LONG, TinyTraining.setup(TinyTraining.model(1)), iteration -> wrong, 0)) {
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
    void closingLeavesTheModelUsable() {
        SamdaModel model = TinyTraining.model(1);
        String before = Parameters.hash(model);
        SourceTraining.of(LONG, TinyTraining.setup(model), TinyTraining.annotated(1))
                .open(0)
                .close();
        assertEquals(before, Parameters.hash(model));
    }
}
