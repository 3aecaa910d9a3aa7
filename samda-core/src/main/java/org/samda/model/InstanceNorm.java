// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.group_norm;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * Normalises every channel of every image over its pixels (biased variance, epsilon 1e-5), with gain and bias.
 *
 * <p>Computed as a group normalisation with one channel a group, which is the same formula; in channels-last memory, where
 * the gradients of that take forty times as long, as a batch normalisation of each image on its own.
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

    /** Takes and gives [N, channels, H, W] in one layout of memory. */
    Tensor forward(Tensor features) {
        TensorOptional gain = new TensorOptional(weight);
        TensorOptional shift = new TensorOptional(bias);
        if (features.is_contiguous()) {
            return group_norm(features, features.size(1), gain, shift, EPSILON, false);
        }
        TensorVector images = features.split(1);
        Tensor[] normalised = new Tensor[(int) images.size()];
        for (int i = 0; i < images.size(); i++) {
            normalised[i] = batch_norm(
                    images.get(i), gain, shift, new TensorOptional(), new TensorOptional(), true, 0, EPSILON, false);
        }
        return normalised.length == 1 ? normalised[0] : cat(new TensorVector(normalised), 0);
    }
}
