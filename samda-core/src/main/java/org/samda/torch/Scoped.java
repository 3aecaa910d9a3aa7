// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Evaluates a part of a formula whose intermediate tensors are too large to wait for the caller's scope.
 *
 * <p>A transformer at 1024 px makes several gigabytes of them; without this they would all live until the step ends.
 * What automatic differentiation needs is kept by its graph.
 */
public final class Scoped {

    private Scoped() {}

    /**
     * The formula's value, as a handle in the caller's scope; every other tensor the formula makes is let go at once.
     *
     * @param formula makes tensors on this thread and stores none of them elsewhere
     */
    public static Tensor result(Supplier<Tensor> formula) {
        Tensor inner;
        try (PointerScope scope = new PointerScope()) {
            inner = new Tensor(formula.get());
            inner.retainReference();
        }
        try (inner) {
            return new Tensor(inner);
        }
    }
}
