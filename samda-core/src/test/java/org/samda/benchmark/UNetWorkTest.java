// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ExpertUNetConfig.Kernel;
import org.samda.model.ExpertUNetConfig.Stride;

class UNetWorkTest {
    private static final ExpertUNetConfig SMALL = ExpertUNetConfig.halving(2, 2, 4, 8);

    /** 8 x 8 px; 2 for a multiplication and an addition, 9 for the kernel, then inputs, outputs, pixels. */
    private static final double ENCODER =
            2 * 9 * 1 * 4 * 64 + 2 * 9 * 4 * 4 * 64 + 2 * 9 * 4 * 8 * 16 + 2 * 9 * 8 * 8 * 16;

    private static final double DECODER = 2 * 8 * 4 * 64 + 2 * 9 * 8 * 4 * 64 + 2 * 9 * 4 * 4 * 64 + 2 * 4 * 2 * 64;

    @Test
    void countsConvolutionsUpsamplingAndHead() {
        assertEquals(111_104, ENCODER + DECODER);
        assertEquals(ENCODER + DECODER, UNetWork.forward(SMALL, 64, 1));
        assertEquals(3 * (ENCODER + DECODER), UNetWork.forward(SMALL, 3 * 64, 1));
    }

    @Test
    void aTrainingStepTakesThreePasses() {
        assertEquals(3 * (ENCODER + DECODER), UNetWork.training(SMALL, 64));
    }

    @Test
    void deepSupervisionMakesScoresAtLowerResolutionsToo() {
        ExpertUNetConfig deeper = ExpertUNetConfig.halving(3, 3, 4, 8);
        assertEquals(2 * 8 * 3 * 16, UNetWork.forward(deeper, 64, 2) - UNetWork.forward(deeper, 64, 1));
    }

    @Test
    void stridesAndKernelsNeedNotBeSquare() {
        ExpertUNetConfig flat = new ExpertUNetConfig(
                1,
                2,
                List.of(4, 8),
                List.of(new Stride(1, 1), new Stride(1, 2)),
                List.of(new Kernel(1, 3), Kernel.SQUARE),
                Optional.empty(),
                0);
        double encoder = 2 * 3 * 1 * 4 * 64 + 2 * 3 * 4 * 4 * 64 + 2 * 9 * 4 * 8 * 32 + 2 * 9 * 8 * 8 * 32;
        double decoder = 2 * 8 * 4 * 64 + 2 * 3 * 8 * 4 * 64 + 2 * 3 * 4 * 4 * 64 + 2 * 4 * 2 * 64;
        assertEquals(encoder + decoder, UNetWork.forward(flat, 64, 1));
    }

    @Test
    void theDecoderTakesFusedChannelsFirst() {
        assertEquals(2 * 5 * 4 * 64, UNetWork.forward(SMALL.fusing(5), 64, 1) - UNetWork.forward(SMALL, 64, 1));
    }
}
