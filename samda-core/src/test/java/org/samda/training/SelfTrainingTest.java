// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.samda.data.Batch;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

class SelfTrainingTest {
    private static final long END = 20;

    private final SamdaModel model = TinyTraining.model(1);
    private final TrainingSetup setup = TinyTraining.setup(model);
    private final Batch plain = TinyTraining.raw(3).batch(0);
    private final Batch varied = TinyTraining.raw(4).batch(0);

    @Test
    void theTeachersAverageLabelsThePlainPatchAndTheNetworkGetsItsWeightsBack() {
        try (PointerScope scope = new PointerScope();
                SamdaModel other = TinyTraining.model(2);
                WeightAverage teacher = new WeightAverage(Parameters.named(model), 0.9);
                SelfTraining training = training(teacher, 1)) {
            Map<String, Tensor> weights = Parameters.named(other);
            teacher.state().forEach((name, tensor) -> tensor.copy_(weights.get(name)));
            String before = Parameters.hash(model);
            SelfTraining.Lesson lesson = training.next();
            assertEquals(before, Parameters.hash(model));
            assertEquals(varied, lesson.patches());
            assertArrayEquals(labels(other), Tensors.floats(lesson.labels().to(ScalarType.Float)));
            assertNotEquals(Arrays.hashCode(labels(model)), Arrays.hashCode(labels(other)), "no difference");
        }
    }

    @Test
    void theLossIsThatOfAnnotatedPatchesTimesTheWeight() {
        try (PointerScope scope = new PointerScope();
                WeightAverage teacher = new WeightAverage(Parameters.named(model), 0.9);
                SelfTraining whole = training(teacher, 1);
                SelfTraining half = training(teacher, 0.5)) {
            SelfTraining.Lesson lesson = whole.next();
            float loss = SupervisedStep.LOSS
                    .of(setup.scores(varied), lesson.labels())
                    .item_float();
            assertEquals(loss, whole.loss(lesson).item_float(), 1e-6);
            assertEquals(loss / 2, half.loss(lesson).item_float(), 1e-6);
        }
    }

    @Test
    void aStepLearnsFromPatchesWithoutLabelsToo() {
        SupervisedConfig config = new SupervisedConfig(1, 2, 0.01);
        assertEquals(weightsAfter(config, Optional.empty()), weightsAfter(config, Optional.empty()));
        assertNotEquals(weightsAfter(config, Optional.empty()), weightsAfter(config, Optional.of(1.0)));
        assertNotEquals(weightsAfter(config, Optional.of(0.5)), weightsAfter(config, Optional.of(1.0)));
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (PointerScope scope = new PointerScope();
                WeightAverage teacher = new WeightAverage(Parameters.named(model), 0.9);
                SelfTraining training = training(teacher, 1)) {
            lesson(training);
            long before = Pointer.totalCount();
            for (int i = 0; i < 10; i++) {
                lesson(training);
            }
            assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
        }
    }

    private static void lesson(SelfTraining training) {
        try (PointerScope scope = new PointerScope()) {
            training.loss(training.next()).backward();
        }
    }

    private SelfTraining training(WeightAverage teacher, double weight) {
        return new SelfTraining(unlabelled(weight), setup, teacher, 0, END);
    }

    private Unlabelled unlabelled(double weight) {
        return new Unlabelled(iteration -> plain, iteration -> varied, weight);
    }

    private float[] labels(SamdaModel of) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Tensors.floats(TinyTraining.setup(of)
                    .scores(plain, 1)
                    .get(0)
                    .argmax(new LongOptional(1), false)
                    .to(ScalarType.Float));
        }
    }

    private String weightsAfter(SupervisedConfig config, Optional<Double> weight) {
        try (SamdaModel trained = TinyTraining.model(5);
                TrainingStep step = FewShotTraining.of(
                                config,
                                TinyTraining.setup(trained),
                                TinyTraining.annotated(1),
                                weight.map(this::unlabelled))
                        .open(0)) {
            step.iterate(0);
            step.iterate(1);
            return Parameters.hash(trained);
        }
    }
}
