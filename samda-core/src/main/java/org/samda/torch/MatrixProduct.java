// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.bytedeco.pytorch.global.torch.empty_like;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.randn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The product of two square matrices: of all that networks are made of, what comes nearest to a processor's limit. */
public final class MatrixProduct implements AutoCloseable {
    private final Tensor left;
    private final Tensor right;
    private final Tensor product;

    /**
     * Makes the matrices.
     *
     * @param side      rows and columns, at least 1
     * @param precision their number format
     */
    public MatrixProduct(long side, Precision precision) {
        ScalarType type = precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
        try (PointerScope scope = new PointerScope()) {
            left = randn(side, side).to(type).retainReference();
            right = randn(side, side).to(type).retainReference();
            product = empty_like(left).retainReference();
        }
    }

    /** Multiplies them once. */
    public void run() {
        try (PointerScope scope = new PointerScope()) {
            mm_out(product, left, right);
        }
    }

    @Override
    public void close() {
        left.close();
        right.close();
        product.close();
    }
}
