// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;

/**
 * The embedding projector: carries image embeddings into the expert's feature space (paper Sec. 2.1).
 *
 * <p>Three 3x3 convolutions, each with instance normalisation and LeakyReLU; the paper says "three convolution layers"
 * only (PAPER row 2).
 */
public final class Projector extends Module {
    private final ProjectorConfig config;
    private final List<ConvBlock> convs = new ArrayList<>();

    /** Builds it with random weights drawn from libtorch's generator: He initialisation for LeakyReLU, biases 0. */
    public Projector(ProjectorConfig config) {
        this.config = config;
        Module list = register_module("convs", new Module());
        int channels = config.samChannels();
        for (int i = 0; i < config.channels().size(); i++) {
            int stride = config.strides().get(i);
            int outChannels = config.channels().get(i);
            ConvBlock block = new ConvBlock(
                    channels, outChannels, ExpertUNetConfig.Kernel.SQUARE, new ExpertUNetConfig.Stride(stride, stride));
            convs.add(list.register_module(Integer.toString(i), block));
            channels = outChannels;
        }
        Initialization.heNormal(this);
    }

    public ProjectorConfig config() {
        return config;
    }

    /**
     * @param embedding float [N, samChannels, h, w]
     * @return float [N, outChannels, h / s, w / s], sides rounded up, where s is the product of the strides
     */
    public Tensor forward(Tensor embedding) {
        requireSomethingToNormalise(embedding.size(2), embedding.size(3));
        Tensor features = embedding;
        for (ConvBlock conv : convs) {
            features = conv.forward(features);
        }
        return features;
    }

    /** Instance normalisation of a single pixel would return its bias, whatever the image. */
    private void requireSomethingToNormalise(long height, long width) {
        long total = config.strides().stream().reduce(1, (a, b) -> a * b);
        if (height <= total && width <= total) {
            throw new SamdaException(
                    ("The projector would shrink an embedding of %d x %d tokens (W x H) to a single pixel, which cannot be"
                                    + " normalised; expected more than %d tokens along one side. Use a larger patch.")
                            .formatted(width, height, total));
        }
    }
}
