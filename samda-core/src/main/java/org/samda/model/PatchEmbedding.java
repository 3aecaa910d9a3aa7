// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.linear;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.samda.torch.Autocast;

/**
 * Makes one token of every 16 x 16 pixels.
 *
 * <p>In bfloat16 as a matrix product: libtorch's convolution of so few channels with so large a kernel takes forty times as
 * long there.
 */
final class PatchEmbedding extends Module {
    private static final int SIDE = GenericEncoder.STRIDE;

    private final Conv2dImpl proj;

    PatchEmbedding(int embedDim) {
        proj = register_module("proj", Layers.patches(3, embedDim, GenericEncoder.STRIDE));
    }

    /**
     * @param images [N, 3, H, W], sides multiples of 16
     * @return [N, H / 16, W / 16, embedDim]
     */
    Tensor forward(Tensor images) {
        return Autocast.isOn() ? product(images) : proj.forward(images).permute(0, 2, 3, 1);
    }

    private Tensor product(Tensor images) {
        Tensor patches = images.unflatten(2, images.size(2) / SIDE, SIDE)
                .unflatten(4, images.size(3) / SIDE, SIDE)
                .permute(0, 2, 4, 3, 5, 1)
                .flatten(3, 5);
        // In the order in which the weights lie in memory in bfloat16: y, x, channel.
        Tensor weight = proj.weight().permute(0, 2, 3, 1).flatten(1, 3);
        return linear(patches, weight, new TensorOptional(proj.bias()));
    }
}
