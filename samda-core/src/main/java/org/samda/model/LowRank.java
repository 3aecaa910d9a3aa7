// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Tensors;

/**
 * What LoRA adds to a linear layer: {@code scale * B A x}, with A random and B zero at the start, so that nothing changes
 * until it is trained.
 */
final class LowRank extends Module {
    private final Tensor down;
    private final Tensor up;
    private final double scale;

    LowRank(LoraConfig config, int inFeatures, int outFeatures) {
        scale = config.scale();
        down = randn(config.rank(), inFeatures);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            down.mul_(Tensors.scalar(1 / Math.sqrt(config.rank())));
        }
        up = zeros(outFeatures, config.rank());
        register_parameter("a", down);
        register_parameter("b", up);
    }

    /** Takes [..., inFeatures], gives [..., outFeatures]. */
    Tensor forward(Tensor tokens) {
        return linear(linear(tokens, down), up).mul(Tensors.scalar(scale));
    }

    /** Puts the added map into the layer's own weights and begins anew with nothing. */
    void mergeInto(LinearImpl layer) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            layer.weight().add_(up.matmul(down), Tensors.scalar(scale));
            up.zero_();
        }
    }
}
