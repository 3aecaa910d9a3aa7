// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.group_norm;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Normalises every channel of every image over its pixels (biased variance, epsilon 1e-5), with gain and bias.
 *
 * <p>Computed as a group normalisation with one channel a group, which is the same formula and, unlike libtorch's own
 * instance normalisation, has a kernel that keeps channels-last memory.
 */
final class InstanceNorm extends Module {
    private static final double EPSILON = 1e-5;

    private final Tensor weight;
    private final Tensor bias;

    InstanceNorm(int channels) {
        // What register_parameter returns points into a list that moves when it grows: keep our own handles.
        weight = ones(channels);
        bias = zeros(channels);
        register_parameter("weight", weight);
        register_parameter("bias", bias);
    }

    Tensor forward(Tensor features) {
        return group_norm(
                features, features.size(1), new TensorOptional(weight), new TensorOptional(bias), EPSILON, false);
    }
}
