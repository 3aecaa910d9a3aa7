// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** Normalises every token over its channels (biased variance, epsilon 1e-6), with gain and bias. */
final class LayerNorm extends Module {
    private static final double EPSILON = 1e-6;

    private final Tensor weight;
    private final Tensor bias;

    LayerNorm(int channels) {
        weight = ones(channels);
        bias = zeros(channels);
        register_parameter("weight", weight);
        register_parameter("bias", bias);
    }

    /** Takes and gives tokens with channels last, [..., channels]. */
    Tensor forward(Tensor tokens) {
        long[] channels = {weight.size(0)};
        return layer_norm(tokens, channels, new TensorOptional(weight), new TensorOptional(bias), EPSILON, false);
    }
}
