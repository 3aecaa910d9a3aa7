// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.linear;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.samda.torch.Autocast;

/**
 * How a {@link ConvBlock} computes its convolution.
 *
 * <p>On a small grid in bfloat16 the time goes into bringing many weights and their gradients into the layouts of libtorch's
 * kernels. There, while gradients are recorded, the convolution is written as a matrix product of each pixel's neighbourhood
 * with the weights as they lie in memory, which takes half the time.
 *
 * @param layer  its weights are in channels-last memory in bfloat16
 * @param kernel of the layer, which is padded by half of it
 * @param stride of the layer
 */
record Convolution(Conv2dImpl layer, ExpertUNetConfig.Kernel kernel, ExpertUNetConfig.Stride stride) {
    /** Pixels of an image up to which the product is faster. */
    private static final long SMALL_GRID = 64;

    /** Takes and gives float [N, channels, H, W]. */
    Tensor of(Tensor features) {
        boolean small = features.size(2) * features.size(3) <= SMALL_GRID * stride.y() * stride.x();
        return small && Autocast.recordsGradients() ? product(features) : layer.forward(features);
    }

    private Tensor product(Tensor features) {
        Tensor neighbourhoods = neighbourhoods(features).permute(0, 2, 3, 1);
        Tensor weight = layer.weight().permute(0, 2, 3, 1).flatten(1, 3);
        return linear(neighbourhoods, weight, new TensorOptional(layer.bias())).permute(0, 3, 1, 2);
    }

    /** [N, kernel area x channels, H / stride, W / stride]; outside the image there are zeros. */
    private Tensor neighbourhoods(Tensor features) {
        long padY = kernel.y() / 2;
        long padX = kernel.x() / 2;
        Tensor padded = constant_pad_nd(features, new long[] {padX, padX, padY, padY}, new Scalar(0));
        TensorVector shifted = new TensorVector();
        for (int y = 0; y < kernel.y(); y++) {
            Tensor rows = every(stride.y(), padded, 2, y, features.size(2));
            for (int x = 0; x < kernel.x(); x++) {
                shifted.push_back(every(stride.x(), rows, 3, x, features.size(3)));
            }
        }
        return cat(shifted, 1);
    }

    /** Every step-th place of a dimension from the first of a number of places. */
    private static Tensor every(int step, Tensor padded, int dimension, int first, long places) {
        return padded.slice(dimension, new LongOptional(first), new LongOptional(first + places), step);
    }
}
