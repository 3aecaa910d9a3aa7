// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.einsum;
import static org.bytedeco.pytorch.global.torch.eye;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * {@link Attention} with its position terms folded into queries and keys, so that libtorch's fused kernel, which makes no
 * table of logits, can compute it.
 *
 * <p>A query is given one more number for each row and each column of the grid, its position term for it; a key is given
 * a 1 for its own row, a 1 for its own column and 0 for the others. Their product is then the whole logit.
 */
final class FoldedAttention {

    private FoldedAttention() {}

    /**
     * @param queries [N, heads, h, w, headDim]
     * @param keys    [N, heads, h * w, headDim]; {@code values} likewise
     * @param rows    [h, h, headDim], relative positions
     * @param columns [w, w, headDim]
     * @return [N, heads, h * w, headDim]
     */
    static Tensor of(Tensor queries, Tensor keys, Tensor values, Tensor rows, Tensor columns) {
        long headDim = values.size(3);
        long extra = rows.size(0) + columns.size(0);
        // The kernel wants values as long as keys; the zeros are cut off again.
        Tensor longValues = constant_pad_nd(values, 0, extra);
        return scaled_dot_product_attention(
                        withPositionTerms(queries, rows, columns),
                        withPlaces(keys, rows.size(0), columns.size(0)),
                        longValues,
                        new TensorOptional(),
                        0,
                        false,
                        new DoubleOptional(1),
                        false)
                .narrow(3, 0, headDim);
    }

    private static Tensor withPositionTerms(Tensor queries, Tensor rows, Tensor columns) {
        Tensor byRow = einsum("bnhwc,hkc->bnhwk", new TensorVector(queries, rows.to(queries.scalar_type())));
        Tensor byColumn = einsum("bnhwc,wkc->bnhwk", new TensorVector(queries, columns.to(queries.scalar_type())));
        Tensor scaled = queries.mul(new Scalar(1 / Math.sqrt((double) queries.size(4))));
        return cat(new TensorVector(scaled, byRow, byColumn), -1).flatten(2, 3);
    }

    private static Tensor withPlaces(Tensor keys, long height, long width) {
        Tensor row = eye(height).unsqueeze(1).expand(height, width, height);
        Tensor column = eye(width).unsqueeze(0).expand(height, width, width);
        Tensor places = cat(new TensorVector(row, column), -1).flatten(0, 1);
        Tensor repeated = places.to(keys.device(), keys.scalar_type())
                .expand(keys.size(0), keys.size(1), height * width, height + width);
        return cat(new TensorVector(keys, repeated), -1);
    }
}
