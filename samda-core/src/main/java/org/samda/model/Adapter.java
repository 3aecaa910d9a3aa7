// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.sigmoid;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.ConvTranspose2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * What SAM-Med2D adds to each block (COMPONENTS section 5): a gate for every channel, then a look around at half the
 * resolution.
 *
 * <p>Random weights are drawn as in the published code: normal, of variance {@code 2 / fan_out}.
 */
final class Adapter extends Module {
    private final LayerNorm norm;
    private final LinearImpl squeeze;
    private final LinearImpl excite;
    private final Conv2dImpl shrink;
    private final ConvTranspose2dImpl enlarge;

    /**
     * @param channels     channels of a token
     * @param gateChannels channels in the middle of the gate
     */
    Adapter(int channels, int gateChannels) {
        norm = register_module("norm", new LayerNorm(channels, LayerNorm.DEFAULT_EPSILON));
        Module channel = register_module("channel", new Module());
        squeeze = channel.register_module("0", Layers.linearWithoutBias(channels, gateChannels));
        excite = channel.register_module("2", Layers.linearWithoutBias(gateChannels, channels));
        Module spatial = register_module("spatial", new Module());
        shrink = spatial.register_module("0", Layers.halving(channels));
        enlarge = spatial.register_module("2", Layers.doubling(channels));
        Initialization.heNormalFanOut(this);
    }

    /** Takes and gives [N, h, w, channels]; where h or w is odd, what the second convolution makes too much is cut off. */
    Tensor forward(Tensor grid) {
        Tensor gated = gate(grid).mul(grid).permute(0, 3, 1, 2);
        Tensor around = relu(enlarge.forward(relu(shrink.forward(gated))))
                .permute(0, 2, 3, 1)
                .narrow(1, 0, grid.size(1))
                .narrow(2, 0, grid.size(2));
        return norm.forward(grid.add(around));
    }

    /** [N, 1, 1, channels], each from 0 to 1. */
    private Tensor gate(Tensor grid) {
        long[] places = {1, 2};
        Tensor mean = grid.mean(places, true, new org.bytedeco.pytorch.ScalarTypeOptional());
        return sigmoid(excite.forward(relu(squeeze.forward(mean))));
    }
}
