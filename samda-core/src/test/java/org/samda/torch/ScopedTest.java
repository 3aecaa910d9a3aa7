// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopedTest {

    @Test
    void onlyTheResultSurvives() {
        Tensor x = Tensors.of(new float[] {1, 2}, 2);
        long before = Pointer.totalCount();
        Tensor result = Scoped.result(() -> x.add(x).mul(x).square());
        assertEquals(before + 1, Pointer.totalCount());
        assertArrayEquals(new float[] {4, 64}, Tensors.floats(result));
    }

    @Test
    void theResultBelongsToTheCallersScope() {
        Tensor x = Tensors.of(new float[] {1, 2}, 2);
        long before = Pointer.totalCount();
        Tensor escaped;
        try (PointerScope scope = new PointerScope()) {
            escaped = Scoped.result(() -> x.add(x));
        }
        assertTrue(escaped.isNull());
        assertEquals(before, Pointer.totalCount());
    }

    @Test
    void gradientsFlowThrough() {
        Tensor x = Tensors.of(new float[] {1, 2}, 2).requires_grad_(true);
        Scoped.result(() -> x.square().mul(x)).sum().backward();
        assertArrayEquals(new float[] {3, 12}, Tensors.floats(x.grad()));
    }

    @Test
    void anArgumentMayBeTheResult() {
        Tensor x = Tensors.of(new float[] {1, 2}, 2);
        assertArrayEquals(new float[] {1, 2}, Tensors.floats(Scoped.result(() -> x)));
        assertArrayEquals(new float[] {1, 2}, Tensors.floats(x));
    }

    @Test
    void leavesNothingBehindWhenItFails() {
        Tensor x = Tensors.of(new float[] {1, 2}, 2);
        long before = Pointer.totalCount();
        assertThrows(RuntimeException.class, () -> Scoped.result(() -> x.add(x).view(3)));
        assertEquals(before, Pointer.totalCount());
    }
}
