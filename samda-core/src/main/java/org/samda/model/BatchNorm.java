// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Normalises every channel by mean and variance that were measured before (epsilon 1e-5), with gain and bias.
 *
 * <p>The statistics are buffers: saved and loaded with the weights, never changed by training.
 */
final class BatchNorm extends Module {
    private static final double EPSILON = 1e-5;

    private final Tensor weight;
    private final Tensor bias;
    private final Tensor mean;
    private final Tensor variance;

    BatchNorm(int channels) {
        weight = ones(channels);
        bias = zeros(channels);
        mean = zeros(channels);
        variance = ones(channels);
        register_parameter("weight", weight);
        register_parameter("bias", bias);
        register_buffer("running_mean", mean);
        register_buffer("running_var", variance);
        register_buffer("num_batches_tracked", zeros(new long[0], new TensorOptions(ScalarType.Long)));
    }

    /** Takes and gives [N, channels, H, W]. */
    Tensor forward(Tensor features) {
        return batch_norm(
                features,
                new TensorOptional(weight),
                new TensorOptional(bias),
                new TensorOptional(mean),
                new TensorOptional(variance),
                false,
                0,
                EPSILON,
                false);
    }
}
