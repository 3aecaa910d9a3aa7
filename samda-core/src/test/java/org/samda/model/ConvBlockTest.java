// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.model.ExpertUNetConfig.Kernel;
import org.samda.model.ExpertUNetConfig.Stride;

class ConvBlockTest {
    private final ConvBlock block = new ConvBlock(1, 4, Kernel.SQUARE, new Stride(2, 1));

    @Test
    void shrinksByItsStride() {
        assertArrayEquals(new long[] {1, 4, 3, 8}, result().shape());
    }

    @Test
    void theResultOwnsItsMemory() {
        // A handle that owns nothing has the count -1; it dangles once the handle it came from is collected.
        assertEquals(0, result().referenceCount());
    }

    private Tensor result() {
        return block.forward(Filler.input("x", 1, 1, 6, 8));
    }
}
