// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.einsum;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.torch.Scoped;

/**
 * Multi-head self-attention over a grid of tokens, with decomposed relative positions (COMPONENTS section 2, item 3).
 *
 * <p>{@code logits = q k / sqrt(headDim) + q Rh[y - y'] + q Rw[x - x']}; the position terms take the unscaled q.
 * Written out, because libtorch's fused attention is several times slower on the CPU in float32, and so are its gradients
 * in bfloat16; in bfloat16 without gradients it is fused ({@link FoldedAttention}).
 */
final class Attention extends Module {
    /**
     * Size of the logits made at once, in bytes of float32; larger attentions are computed some rows of queries at a
     * time. Their softmax takes the same again.
     */
    static final long MAX_LOGIT_BYTES = 128L << 20;

    private final int heads;
    private final AdaptedLinear qkv;
    private final AdaptedLinear proj;
    private final Tensor relPosH;
    private final Tensor relPosW;

    /** Without adaptation. */
    Attention(int embedDim, int heads, int grid) {
        this(embedDim, heads, grid, BlockLora.NONE);
    }

    /**
     * @param grid tokens per side of the grid the tables of relative positions are made for
     */
    Attention(int embedDim, int heads, int grid, BlockLora lora) {
        this.heads = heads;
        relPosH = zeros(2L * grid - 1, embedDim / heads);
        relPosW = zeros(2L * grid - 1, embedDim / heads);
        register_parameter("rel_pos_h", relPosH);
        register_parameter("rel_pos_w", relPosW);
        qkv = lora.linear(this, LoraConfig.Layer.QKV, embedDim, 3 * embedDim);
        proj = lora.linear(this, LoraConfig.Layer.PROJ, embedDim, embedDim);
    }

    /** Takes and gives [N, h, w, D]. */
    Tensor forward(Tensor grid) {
        return forward(grid, rowsAtOnce(grid.size(0), grid.size(1), grid.size(2)));
    }

    /** The same with this many rows of queries at a time. */
    Tensor forward(Tensor grid, long rowsAtOnce) {
        long n = grid.size(0);
        long h = grid.size(1);
        long w = grid.size(2);
        Tensor all = qkv.forward(grid).reshape(n, h * w, 3, heads, -1).permute(2, 0, 3, 1, 4);
        Tensor rows = Positions.relative(relPosH, h);
        Tensor columns = Positions.relative(relPosW, w);
        Tensor attended = all.scalar_type() == ScalarType.BFloat16 && !all.requires_grad()
                ? FoldedAttention.of(
                        all.select(0, 0).unflatten(2, h, w), all.select(0, 1), all.select(0, 2), rows, columns)
                : inSlices(all, rows, columns, rowsAtOnce);
        return proj.forward(attended.permute(0, 2, 1, 3).reshape(n, h, w, -1));
    }

    private static Tensor inSlices(Tensor all, Tensor rows, Tensor columns, long rowsAtOnce) {
        long h = rows.size(0);
        Tensor queries = all.select(0, 0).unflatten(2, h, columns.size(0));
        Tensor keys = all.select(0, 1);
        Tensor values = all.select(0, 2);
        TensorVector parts = new TensorVector();
        for (long y = 0; y < h; y += rowsAtOnce) {
            long first = y;
            long count = Math.min(rowsAtOnce, h - y);
            parts.push_back(Scoped.result(() ->
                    attend(queries.narrow(2, first, count), keys, values, rows.narrow(0, first, count), columns)));
        }
        return cat(parts, 2);
    }

    /**
     * @param queries [N, heads, r, w, headDim], r rows of the grid
     * @param keys    [N, heads, h * w, headDim]; {@code values} likewise
     * @param rows    [r, h, headDim], relative positions of these rows to all rows
     * @param columns [w, w, headDim]
     * @return [N, heads, r * w, headDim]
     */
    private static Tensor attend(Tensor queries, Tensor keys, Tensor values, Tensor rows, Tensor columns) {
        Tensor byRow =
                einsum("bnhwc,hkc->bnhwk", new TensorVector(queries, rows)).unsqueeze(5);
        Tensor byColumn =
                einsum("bnhwc,wkc->bnhwk", new TensorVector(queries, columns)).unsqueeze(4);
        Scalar scale = new Scalar(1 / Math.sqrt((double) queries.size(4)));
        Tensor content = queries.flatten(2, 3).mul(scale).matmul(keys.transpose(2, 3));
        Tensor logits = content.unflatten(3, rows.size(1), columns.size(1)).unflatten(2, rows.size(0), columns.size(0));
        return logits.add_(byRow)
                .add_(byColumn)
                .flatten(4, 5)
                .flatten(2, 3)
                .softmax(-1)
                .matmul(values);
    }

    void mergeLora() {
        qkv.merge();
        proj.merge();
    }

    long rowsAtOnce(long n, long h, long w) {
        long bytesOfOneRow = n * heads * w * h * w * Float.BYTES;
        return Math.max(1, Math.min(h, MAX_LOGIT_BYTES / bytesOfOneRow));
    }
}
