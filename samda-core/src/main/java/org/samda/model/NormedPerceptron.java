// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.gelu;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** TinyViT's perceptron: a normalisation and two layers, with the exact GELU between the layers. */
final class NormedPerceptron extends Module {
    private final LayerNorm norm;
    private final LinearImpl fc1;
    private final LinearImpl fc2;

    NormedPerceptron(int channels, int hidden) {
        norm = register_module("norm", new LayerNorm(channels, LayerNorm.DEFAULT_EPSILON));
        fc1 = register_module("fc1", Layers.linear(channels, hidden));
        fc2 = register_module("fc2", Layers.linear(hidden, channels));
    }

    Tensor forward(Tensor tokens) {
        return fc2.forward(gelu(fc1.forward(norm.forward(tokens))));
    }
}
