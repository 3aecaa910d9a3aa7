// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.List;

/**
 * Shape of a {@link Projector}.
 *
 * @param samChannels channels of the image embedding, 256 for SAM
 * @param channels    output channels of the three convolutions
 * @param strides     strides of the three convolutions, each 1 or 2
 */
public record ProjectorConfig(int samChannels, List<Integer> channels, List<Integer> strides) {
    /** The paper: three convolution layers. */
    private static final int CONVOLUTIONS = 3;

    /** Channels of the first convolution, where the bottleneck has that many. */
    private static final int FIRST_CHANNELS = 256;

    public ProjectorConfig {
        channels = List.copyOf(channels);
        strides = List.copyOf(strides);
        if (channels.size() != CONVOLUTIONS || strides.size() != CONVOLUTIONS) {
            throw new IllegalArgumentException("projector.channels and projector.strides must have 3 entries, got "
                    + channels + " and " + strides);
        }
        if (samChannels < 1 || channels.stream().anyMatch(c -> c < 1)) {
            throw new IllegalArgumentException(
                    "projector: samChannels and channels must be at least 1, got " + samChannels + " and " + channels);
        }
        if (strides.stream().anyMatch(s -> s != 1 && s != 2)) {
            throw new IllegalArgumentException("projector.strides must be 1 or 2, got " + strides);
        }
    }

    /**
     * The projector that brings an embedding onto a U-Net's lowest grid (PAPER row 2).
     *
     * <p>Its strides multiply to the ratio of the two grids, rounded down to a power of two and at most 8: 1,1,1 for a
     * total stride of 16, 2,2,2 for 128. Strides of 2 stand last, so that the first convolutions still see the encoder's
     * full grid. What remains of the ratio is left to the resizing behind the projector.
     *
     * @param samChannels        channels of the embedding
     * @param bottleneckChannels channels of the U-Net's last encoder stage
     * @param enlargement        factor by which the patch is enlarged for the encoder, see {@link EncoderInput}; with it
     *                           one token covers 16 / enlargement px of the patch
     * @param total              the U-Net's total stride
     */
    public static ProjectorConfig between(
            int samChannels, int bottleneckChannels, int enlargement, ExpertUNetConfig.Stride total) {
        int ratio = Math.min(total.y(), total.x()) * enlargement / GenericEncoder.STRIDE;
        int halvings = Math.min(CONVOLUTIONS, 31 - Integer.numberOfLeadingZeros(Math.max(1, ratio)));
        List<Integer> strides = java.util.stream.IntStream.range(0, CONVOLUTIONS)
                .mapToObj(i -> i < CONVOLUTIONS - halvings ? 1 : 2)
                .toList();
        int first = Math.min(FIRST_CHANNELS, bottleneckChannels);
        return new ProjectorConfig(samChannels, List.of(first, bottleneckChannels, bottleneckChannels), strides);
    }

    /** Channels of the result. */
    public int outChannels() {
        return channels.get(CONVOLUTIONS - 1);
    }
}
