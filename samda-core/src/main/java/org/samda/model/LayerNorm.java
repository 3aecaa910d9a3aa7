// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** Normalises every token over its channels (biased variance), with gain and bias. */
final class LayerNorm extends Module {
    /** What SAM has. */
    private static final double SAM_EPSILON = 1e-6;

    /** libtorch's own value, which adapters and TinyViT have. */
    static final double DEFAULT_EPSILON = 1e-5;

    private final Tensor weight;
    private final Tensor bias;
    private final double epsilon;

    LayerNorm(int channels) {
        this(channels, SAM_EPSILON);
    }

    LayerNorm(int channels, double epsilon) {
        this.epsilon = epsilon;
        weight = ones(channels);
        bias = zeros(channels);
        register_parameter("weight", weight);
        register_parameter("bias", bias);
    }

    /** Takes and gives tokens with channels last, [..., channels]. */
    Tensor forward(Tensor tokens) {
        long[] channels = {weight.size(0)};
        return layer_norm(tokens, channels, new TensorOptional(weight), new TensorOptional(bias), epsilon, false);
    }
}
