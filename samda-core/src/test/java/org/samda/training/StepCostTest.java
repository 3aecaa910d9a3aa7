// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.data.Batch;
import org.samda.torch.OperatorLog;
import org.samda.torch.Precision;
import org.samda.torch.StepCost;

/**
 * A training step must not come to do more than it does; unlike time, what is counted here is the same on every machine.
 * Bounds are what was counted, and the reason for it: who makes a step cheaper may lower them.
 *
 * <p>The network: three stages with 13 convolutions that learn, of which 2 are upsamplings and 1 is the head, and the head
 * of the lowest resolution, which has no part in the loss.
 */
class StepCostTest {
    private static final int CONVOLUTIONS = 14;
    private static final int LEARNING = 13;

    /** Convolutions that a normalisation and an activation follow. */
    private static final int BLOCKS = 10;

    /** Convolutions and upsamplings that are matrix products in bfloat16. */
    private static final int PRODUCTS = 8;

    /** Weights and biases of the convolutions, gains and biases of the normalisations. */
    private static final int GRADIENTS = 2 * LEARNING + 2 * BLOCKS;

    private static final int WEIGHTS = 2 * CONVOLUTIONS + 2 * BLOCKS;

    private static final Map<Precision, StepCost> COSTS = new EnumMap<>(Precision.class);

    @BeforeAll
    static void train() {
        for (Precision precision : Precision.values()) {
            COSTS.put(precision, cost(precision));
        }
    }

    private static StepCost cost(Precision precision) {
        Batch batch = TinyTraining.annotated(1).batch(0);
        SupervisedConfig config = new SupervisedConfig(1, 60, 0.01);
        try (TrainingStep step = SourceTraining.of(
                        config,
                        TinyTraining.setup(TinyTraining.plain(1), precision),
                        iteration -> batch,
                        Optional.empty())
                .open(0)) {
            AtomicLong iteration = new AtomicLong();
            step.iterate(iteration.getAndIncrement());
            return StepCost.of(() -> step.iterate(iteration.getAndIncrement()));
        }
    }

    @Test
    void eachLayerIsComputedOnceForwardAndOnceBackward() {
        OperatorLog operators = COSTS.get(Precision.FP32).operators();
        assertEquals(CONVOLUTIONS, operators.calls("aten::convolution"));
        assertEquals(LEARNING, operators.calls("aten::convolution_backward"));
        assertEquals(BLOCKS, operators.calls("aten::native_group_norm"));
        assertEquals(BLOCKS, operators.calls("aten::native_group_norm_backward"));
        assertEquals(BLOCKS, operators.calls("aten::leaky_relu_"), "activations in place");
        assertEquals(BLOCKS, operators.calls("aten::leaky_relu_backward"));
    }

    /**
     * There the two upsamplings and, of the convolutions, the 6 on grids of at most 8 x 8 px are matrix products ({@code
     * linear}, which autocast calls a second time). The 6 blocks in channels-last memory normalise each of two images alone.
     */
    @Test
    void eachLayerIsComputedOnceInBfloat16() {
        OperatorLog operators = COSTS.get(Precision.BF16).operators();
        assertEquals(CONVOLUTIONS - PRODUCTS, operators.calls("aten::convolution"));
        assertEquals(2 * PRODUCTS, operators.calls("aten::linear"));
        assertEquals(LEARNING - PRODUCTS, operators.calls("aten::convolution_backward"));
        assertEquals(BLOCKS - 6, operators.calls("aten::native_group_norm"));
        assertEquals(2 * 6, operators.calls("aten::native_batch_norm"));
        assertEquals(BLOCKS, operators.calls("aten::leaky_relu_"), "activations in place");
        assertEquals(BLOCKS, operators.calls("aten::leaky_relu_backward"));
    }

    /**
     * For each gradient: one call that hands it over, one for its norm, one of the optimiser; for each weight one of the
     * average. What remains are layers, forward and backward, and the loss. In bfloat16 it is what was counted: most are
     * the 12 slices of each convolution that is a matrix product, and their gradients.
     */
    @Test
    void callsNoMoreOperatorsThanItsFormulasHave() {
        assumeTrue(OperatorLog.isPossible(), "who calls an operator is told on x86-64 alone");
        int ofWeights = GRADIENTS * 3 + WEIGHTS;
        assertAtMost(ofWeights + 122, COSTS.get(Precision.FP32).operators().directCalls());
        assertAtMost(655, COSTS.get(Precision.BF16).operators().directCalls());
    }

    /** Libtorch's clipping asks for each norm on the device of the first; the rest are labels and scores. */
    @Test
    void convertsNoNumbersInFloat32() {
        assertAtMost(GRADIENTS + 1 + 8, COSTS.get(Precision.FP32).casts());
    }

    /**
     * To bfloat16 go the image once and each weight and bias of a convolution; features stay in it from layer to layer. The
     * scores go to float32, and all but the image's gradients come back.
     */
    @Test
    void convertsOnlyWeightsImagesAndScoresInBfloat16() {
        int more = COSTS.get(Precision.BF16).casts() - COSTS.get(Precision.FP32).casts();
        assertTrue(more > 0, "bfloat16 is not used");
        assertAtMost((2 * CONVOLUTIONS + 2) + (2 * LEARNING + 1), more);
    }

    /** A batch of two patches goes in once, as float32 and as class indices of eight bytes. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void copiesTheBatchAndNothingElseBetweenJavaAndNativeMemory(Precision precision) {
        long pixels = 2L * TinyTraining.SIDE * TinyTraining.SIDE;
        assertAtMost(pixels * (Float.BYTES + Long.BYTES), COSTS.get(precision).copiedBytes());
    }

    /** The loss, and the norm that gradients are clipped to: each makes a graphics card's queue run empty. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void waitsForTwoNumbers(Precision precision) {
        assertAtMost(2, COSTS.get(precision).operators().calls("aten::item"));
    }

    /**
     * Six native objects for each gradient at the same time, of which the optimiser holds three. They end with the step.
     */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void holdsFewNativeObjectsAndLeavesNone(Precision precision) {
        StepCost cost = COSTS.get(precision);
        assertAtMost(6 * GRADIENTS, cost.objects());
        assertTrue(cost.left() <= 0, "left " + cost.left());
    }

    /** Which ones a convolution makes for itself depends on the processor, so these are a fifth more than counted. */
    @Test
    void allocatesFewTensors() {
        assertAtMost(6 * GRADIENTS, COSTS.get(Precision.FP32).allocations());
        assertAtMost(12 * GRADIENTS, COSTS.get(Precision.BF16).allocations());
    }

    /** Java's objects around the native ones, no arrays: 6 to 7.5 kB for each gradient, most for the optimiser's arguments. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void takesLittleOfJavasMemory(Precision precision) {
        assertAtMost(8000 * GRADIENTS, COSTS.get(precision).heapBytes());
    }

    private static void assertAtMost(long most, long found) {
        assertTrue(found <= most, () -> "expected at most " + most + ", found " + found);
    }
}
