// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.gelu;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** The two-layer perceptron of a transformer block, with the exact GELU between the layers. */
final class Perceptron extends Module {
    private final LinearImpl lin1;
    private final LinearImpl lin2;

    Perceptron(int embedDim, int hidden) {
        lin1 = register_module("lin1", Layers.linear(embedDim, hidden));
        lin2 = register_module("lin2", Layers.linear(hidden, embedDim));
    }

    Tensor forward(Tensor tokens) {
        return lin2.forward(gelu(lin1.forward(tokens)));
    }
}
