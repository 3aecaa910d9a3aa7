// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.linear;

import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.samda.torch.Autocast;

/**
 * How the decoder computes a transposed convolution whose kernel equals its stride.
 *
 * <p>No two pixels of the smaller grid reach the same pixel of the larger one, so it is a linear map of each pixel to an
 * area of pixels. It is written so while gradients are recorded in bfloat16: libtorch's gradient of a transposed convolution's bias
 * is a plain loop that takes longer than everything else.
 *
 * @param layer  its weights and bias
 * @param factor its kernel and stride
 */
record Upsampling(ConvTranspose2dImpl layer, ExpertUNetConfig.Stride factor) {

    /** Takes float [N, channels, H, W], gives float [N, fewer channels, factor H, factor W] in channels-last memory. */
    Tensor of(Tensor features) {
        return Autocast.recordsGradients() ? areas(features) : layer.forward(features);
    }

    private Tensor areas(Tensor features) {
        Tensor weight = layer.weight().permute(2, 3, 1, 0).flatten(0, 2);
        Tensor bias = layer.bias().repeat((long) factor.y() * factor.x());
        Tensor values = linear(features.permute(0, 2, 3, 1), weight, new TensorOptional(bias));
        // [N, H, W, y x channels] to [N, H, y, W, x, channels]
        return values.unflatten(3, factor.y(), factor.x(), layer.bias().size(0))
                .transpose(2, 3)
                .flatten(1, 2)
                .flatten(2, 3)
                .permute(0, 3, 1, 2);
    }
}
