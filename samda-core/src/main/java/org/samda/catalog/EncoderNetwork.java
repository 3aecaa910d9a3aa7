// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import org.samda.encoder.EncoderPreprocessing;

/**
 * The network of a published encoder.
 *
 * @param architecture  which network it is
 * @param preprocessing what is done to an image before it
 * @param inputPx       side of its square input in pixels
 * @param stridePx      input pixels per pixel of the embedding, along each axis
 * @param channels      of the embedding
 * @param parameters    how many numbers it has, all trained ones counted
 */
public record EncoderNetwork(
        Architecture architecture,
        EncoderPreprocessing preprocessing,
        int inputPx,
        int stridePx,
        int channels,
        long parameters) {

    public EncoderNetwork {
        if (stridePx < 1 || inputPx < stridePx || inputPx % stridePx != 0) {
            throw new IllegalArgumentException(
                    "inputPx must be a multiple of stridePx, got %d and %d".formatted(inputPx, stridePx));
        }
        if (channels < 1 || parameters < 1) {
            throw new IllegalArgumentException(
                    "channels and parameters must be at least 1, got %d and %d".formatted(channels, parameters));
        }
    }
}
