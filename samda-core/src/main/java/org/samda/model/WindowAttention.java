// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * TinyViT's multi-head self-attention inside windows (COMPONENTS section 6).
 *
 * <p>{@code logits = q k / sqrt(headDim) + bias[|y - y'|, |x - x'|]}. The bias is looked up in every pass: the published
 * code keeps a copy of it, which is stale (zero) where weights are loaded after its making.
 */
final class WindowAttention extends Module {
    private final int heads;
    private final int side;
    private final LayerNorm norm;
    private final LinearImpl qkv;
    private final LinearImpl proj;
    private final Tensor biases;

    /**
     * @param side tokens per side of a window
     */
    WindowAttention(int channels, int heads, int side) {
        this.heads = heads;
        this.side = side;
        biases = zeros(heads, (long) side * side);
        register_parameter("attention_biases", biases);
        norm = register_module("norm", new LayerNorm(channels, LayerNorm.DEFAULT_EPSILON));
        qkv = register_module("qkv", Layers.linear(channels, 3 * channels));
        proj = register_module("proj", Layers.linear(channels, channels));
    }

    /** Takes and gives windows, [N, side, side, channels]. */
    Tensor forward(Tensor windows) {
        long n = windows.size(0);
        // For each token and head: first q, then k, then v.
        Tensor all = qkv.forward(norm.forward(windows))
                .reshape(n, (long) side * side, heads, 3, -1)
                .permute(3, 0, 2, 1, 4);
        Tensor queries = all.select(0, 0);
        Scalar scale = new Scalar(1 / Math.sqrt((double) queries.size(3)));
        Tensor logits = queries.mul(scale).matmul(all.select(0, 1).transpose(2, 3));
        Tensor attended = logits.add(bias()).softmax(-1).matmul(all.select(0, 2));
        return proj.forward(attended.transpose(1, 2).reshape(n, side, side, -1));
    }

    /** For each head and each pair of a window's tokens: [heads, side^2, side^2]. */
    private Tensor bias() {
        Tensor index = indices(side).to(biases.device(), ScalarType.Long);
        return biases.index_select(1, index.flatten()).unflatten(1, index.size(0), index.size(1));
    }

    /** Where in the table each pair of tokens is: row distance times side, plus column distance; int64 [side^2, side^2]. */
    static Tensor indices(int side) {
        Tensor places = arange(new Scalar(side), new TensorOptions(ScalarType.Long));
        Tensor distances = places.unsqueeze(1).sub(places).abs();
        Tensor rows = distances.mul(new Scalar(side)).unsqueeze(1).unsqueeze(3);
        return rows.add(distances.unsqueeze(0).unsqueeze(2)).flatten(2, 3).flatten(0, 1);
    }
}
