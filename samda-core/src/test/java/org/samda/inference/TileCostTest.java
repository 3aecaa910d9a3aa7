// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.torch.Engine;
import org.samda.torch.OperatorLog;
import org.samda.torch.Precision;
import org.samda.torch.StepCost;

/**
 * A pass of tiles must not come to do more than it does; unlike time, what is counted here is the same on every machine.
 * Bounds are what was counted, and the reason for it.
 *
 * <p>The network: three stages with 13 convolutions, of which 2 are upsamplings and 1 is the head; 2 tiles of 128 px.
 */
class TileCostTest {
    private static final int CONVOLUTIONS = 13;
    private static final int BLOCKS = 10;
    private static final int SIDE = 128;
    private static final int TILES = 2;
    private static final int CLASSES = 2;

    private static final Map<Precision, StepCost> COSTS = new EnumMap<>(Precision.class);

    @BeforeAll
    static void predict() {
        for (Precision precision : Precision.values()) {
            TileNetwork network =
                    TileNetwork.of(List.of(TinyModel.plain()), new Engine(1, "cpu", precision), Averaging.NONE);
            float[] tiles = new float[TILES * SIDE * SIDE];
            tiles[0] = 1;
            network.logits(tiles, SIDE, SIDE);
            COSTS.put(precision, StepCost.of(() -> network.logits(tiles, SIDE, SIDE)));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void eachLayerIsComputedOnceAndKeepsNothingForGradients(Precision precision) {
        OperatorLog operators = COSTS.get(precision).operators();
        assertEquals(CONVOLUTIONS, operators.calls("aten::convolution"));
        if (precision == Precision.FP32) {
            assertEquals(BLOCKS, operators.calls("aten::native_group_norm"));
        } else {
            assertEquals(BLOCKS * TILES, operators.calls("aten::native_batch_norm"), "each tile on its own");
        }
        assertEquals(BLOCKS, operators.calls("aten::leaky_relu_"), "activations in place");
        assertEquals(0, operators.calls(name -> name.contains("Backward") || name.contains("backward")));
    }

    /**
     * Layers and two joined skips, and what brings tiles in and scores out; in bfloat16 each normalisation is one for each
     * tile, which are split and joined.
     */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void callsNoMoreOperatorsThanLayers(Precision precision) {
        assumeTrue(OperatorLog.isPossible(), "who calls an operator is told on x86-64 alone");
        assertAtMost(
                CONVOLUTIONS + 2 * BLOCKS + 2 + 7 + (precision == Precision.FP32 ? 0 : (TILES + 1) * BLOCKS + 1),
                COSTS.get(precision).operators().directCalls());
    }

    /** To bfloat16 go the tiles once and each weight and bias; the scores come back. */
    @Test
    void convertsOnlyWeightsTilesAndScores() {
        assertEquals(0, COSTS.get(Precision.FP32).casts());
        int casts = COSTS.get(Precision.BF16).casts();
        assertTrue(casts > 0, "bfloat16 is not used");
        assertAtMost(2 * CONVOLUTIONS + 2, casts);
    }

    /** Tiles in, scores out. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void copiesTilesAndScoresOnce(Precision precision) {
        assertAtMost(
                (long) TILES * SIDE * SIDE * (1 + CLASSES) * Float.BYTES,
                COSTS.get(precision).copiedBytes());
    }

    /** The array of scores and an eighth more for small objects: no second array, be it of tiles or of scores. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void takesJavasMemoryForTheScoresAlone(Precision precision) {
        long scores = (long) TILES * SIDE * SIDE * CLASSES * Float.BYTES;
        assertAtMost(scores + scores / 8, COSTS.get(precision).heapBytes());
    }

    /** What layers return, and a few around them. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void holdsFewNativeObjectsAndLeavesNone(Precision precision) {
        StepCost cost = COSTS.get(precision);
        assertAtMost(3 * (CONVOLUTIONS + BLOCKS), cost.objects());
        assertTrue(cost.left() <= 0, "left " + cost.left());
    }

    private static void assertAtMost(long most, long found) {
        assertTrue(found <= most, () -> "expected at most " + most + ", found " + found);
    }
}
