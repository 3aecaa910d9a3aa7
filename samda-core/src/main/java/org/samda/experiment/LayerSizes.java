// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

/** Numbers of parameters of the layers our networks are made of; statistics of batch normalisations are none. */
final class LayerSizes {
    /** Weights of one channel of a 3x3 convolution. */
    static final long SPATIAL = 9;

    private LayerSizes() {}

    /** A linear map, or a 1x1 convolution, with bias. */
    static long linear(long inChannels, long outChannels) {
        return (inChannels + 1) * outChannels;
    }

    /** Gain and bias of any normalisation. */
    static long norm(long channels) {
        return 2 * channels;
    }

    /** A 3x3 convolution with bias and a normalisation: the unit of U-Net and projector. */
    static long convBlock(long inChannels, long outChannels) {
        return convBlock(inChannels, outChannels, SPATIAL);
    }

    /** The same with another kernel. */
    static long convBlock(long inChannels, long outChannels, long kernelPx) {
        return (inChannels * kernelPx + 1) * outChannels + norm(outChannels);
    }

    /** A convolution without bias and a normalisation; {@code inChannels} is 1 where each channel is filtered alone. */
    static long convNorm(long inChannels, long outChannels, long kernelPx) {
        return inChannels * outChannels * kernelPx + norm(outChannels);
    }

    /** What ends every generic encoder: a 1x1 and a 3x3 convolution. */
    static long neck(long inChannels, long outChannels) {
        return convNorm(inChannels, outChannels, 1) + convNorm(outChannels, outChannels, SPATIAL);
    }

    /** Two layers with a hidden one between them. */
    static long perceptron(long channels, long hidden) {
        return linear(channels, hidden) + linear(hidden, channels);
    }

    /** Queries, keys and values, and the projection behind the attention; without positions. */
    static long attention(long channels) {
        return linear(channels, 3 * channels) + linear(channels, channels);
    }
}
