// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * The expert: nnU-Net's plain 2-D U-Net (paper Sec. 2.1), with nnU-Net's parameter names.
 *
 * <p>Stages shrink the grid by strided convolutions, as nnU-Net's own 2-D network does, or by max pooling, as the paper
 * says (PAPER row 4). Parameters have the same names and shapes either way.
 */
public final class ExpertUNet extends Module {
    private final ExpertUNetConfig config;
    private final UNetEncoder encoder;
    private final UNetDecoder decoder;

    /** Builds it with random weights drawn from libtorch's generator: He initialisation for LeakyReLU, biases 0. */
    public ExpertUNet(ExpertUNetConfig config) {
        this.config = config;
        encoder = register_module("encoder", new UNetEncoder(config));
        decoder = register_module("decoder", new UNetDecoder(config));
        Initialization.heNormal(this);
    }

    public ExpertUNetConfig config() {
        return config;
    }

    /** The contracting path as a module. */
    public UNetEncoder encoder() {
        return encoder;
    }

    /** Number of segmentation heads: one for each decoder stage. */
    public int heads() {
        return config.stages() - 1;
    }

    /**
     * The contracting path.
     *
     * @param images float32 [N, inputChannels, H, W]; H and W are multiples of the total stride
     * @return E1..En, each float [N, features, H / stride, W / stride]
     */
    public List<Tensor> encode(Tensor images) {
        return encoder.forward(images);
    }

    /**
     * The expanding path.
     *
     * @param features    what {@link #encode} returned
     * @param bottleneck  the last of them, or it with {@code fusedChannels} more channels behind it
     * @param resolutions 1 for the segmentation alone, {@link #heads} for deep supervision
     * @return raw class scores, full resolution first
     */
    public List<Tensor> decode(List<Tensor> features, Tensor bottleneck, int resolutions) {
        return decoder.forward(features, bottleneck, resolutions);
    }

    /** The plain U-Net without a generic encoder; only for {@code fusedChannels = 0}. */
    public List<Tensor> forward(Tensor images, int resolutions) {
        List<Tensor> features = encode(images);
        return decode(features, features.get(features.size() - 1), resolutions);
    }
}
