// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.bytedeco.pytorch.global.torch.zeros;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A large array and its copy: what bounds everything that computes little with each number. */
public final class MemoryCopy implements AutoCloseable {
    private final Tensor from;
    private final Tensor to;

    /** @param values float32 numbers of the array, so many that no cache holds them */
    public MemoryCopy(long values) {
        try (PointerScope scope = new PointerScope()) {
            from = zeros(values).retainReference();
            to = zeros_like(from).retainReference();
        }
    }

    /** Copies it once, with all threads. */
    public void run() {
        try (PointerScope scope = new PointerScope()) {
            to.copy_(from);
        }
    }

    @Override
    public void close() {
        from.close();
        to.close();
    }
}
