// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention and perceptron, each behind a normalisation and with a residual connection; an adapter, if there is one, takes
 * the perceptron's input.
 */
final class TransformerBlock extends Module {
    private final int windowSize;
    private final LayerNorm norm1;
    private final Attention attn;
    private final LayerNorm norm2;
    private final Perceptron mlp;
    private final Optional<Adapter> adapter;

    /**
     * @param global whether attention sees the whole grid; else windows of the configured size
     */
    TransformerBlock(SamEncoderConfig config, boolean global, BlockLora lora) {
        int dim = config.embedDim();
        windowSize = global ? 0 : config.windowSize();
        norm1 = register_module("norm1", new LayerNorm(dim));
        attn = register_module(
                "attn", new Attention(dim, config.heads(), global ? config.pretrainedGrid() : windowSize, lora));
        norm2 = register_module("norm2", new LayerNorm(dim));
        mlp = register_module("mlp", new Perceptron(dim, dim * config.mlpRatio(), lora));
        adapter = config.adapterGate().map(gate -> register_module("Adapter", new Adapter(dim, dim / gate)));
    }

    /** Takes and gives [N, h, w, D]. */
    Tensor forward(Tensor grid) {
        Tensor attended = grid.add(windowSize == 0 ? attn.forward(norm1.forward(grid)) : joinedWindows(grid));
        Tensor normalised = norm2.forward(attended);
        Tensor changed = attended.add(mlp.forward(normalised));
        return adapter.map(a -> changed.add(a.forward(normalised))).orElse(changed);
    }

    void mergeLora() {
        attn.mergeLora();
        mlp.mergeLora();
    }

    private Tensor joinedWindows(Tensor grid) {
        return windows(grid).join(windowAttention(grid));
    }

    /** Attention inside each window, still in window space: [N * windows, size, size, D]. */
    Tensor windowAttention(Tensor grid) {
        return attn.forward(windows(grid).split(norm1.forward(grid)));
    }

    private Windows windows(Tensor grid) {
        return new Windows(grid.size(1), grid.size(2), windowSize);
    }
}
