// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.gelu;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** The two-layer perceptron of a transformer block, with the exact GELU between the layers. */
final class Perceptron extends Module {
    private final AdaptedLinear lin1;
    private final AdaptedLinear lin2;

    Perceptron(int embedDim, int hidden, BlockLora lora) {
        lin1 = lora.linear(this, LoraConfig.Layer.LIN1, embedDim, hidden);
        lin2 = lora.linear(this, LoraConfig.Layer.LIN2, hidden, embedDim);
    }

    Tensor forward(Tensor tokens) {
        return lin2.forward(gelu(lin1.forward(tokens)));
    }

    void mergeLora() {
        lin1.merge();
        lin2.merge();
    }
}
