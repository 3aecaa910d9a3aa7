// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import org.samda.model.ExpertUNetConfig;

/**
 * Multiplications and additions (two for each weight and output) that an {@link org.samda.model.ExpertUNet} takes, from its
 * shape: convolutions and transposed convolutions. Normalisation, activation and loss are left out, as is usual.
 */
final class UNetWork {
    private UNetWork() {}

    /**
     * A forward pass.
     *
     * @param pixels      of all images together, at full resolution
     * @param resolutions at which class scores are made, counted from full resolution
     */
    static double forward(ExpertUNetConfig config, double pixels, int resolutions) {
        return encoder(config, pixels) + decoder(config, pixels, resolutions);
    }

    /** Forward and backward pass with deep supervision; the latter has two products for each of the former. */
    static double training(ExpertUNetConfig config, double pixels) {
        return 3 * forward(config, pixels, config.stages() - 1);
    }

    private static double encoder(ExpertUNetConfig config, double pixels) {
        double sum = 0;
        double area = pixels;
        int below = config.inputChannels();
        for (int stage = 0; stage < config.stages(); stage++) {
            // With max pooling the first convolution sees the shrunken grid too.
            area /= area(config, stage);
            sum += stage(config, stage, below) * area;
            below = config.features().get(stage);
        }
        return sum;
    }

    private static double decoder(ExpertUNetConfig config, double pixels, int resolutions) {
        double sum = 0;
        double area = pixels;
        for (int stage = 0; stage < config.stages() - 1; stage++) {
            area /= area(config, stage);
            double channels = config.features().get(stage);
            double below =
                    config.features().get(stage + 1) + (stage == config.stages() - 2 ? config.fusedChannels() : 0);
            // Kernel and stride are equal: each output pixel sees one input pixel.
            double upsampling = 2 * below * channels;
            double head = stage < resolutions ? 2 * channels * config.classes() : 0;
            sum += (upsampling + stage(config, stage, 2 * channels) + head) * area;
        }
        return sum;
    }

    /** Both convolutions of a stage, for one of its pixels. */
    private static double stage(ExpertUNetConfig config, int stage, double below) {
        double channels = config.features().get(stage);
        return 2 * config.kernels().get(stage).area() * channels * (below + channels);
    }

    private static int area(ExpertUNetConfig config, int stage) {
        ExpertUNetConfig.Stride stride = config.strides().get(stage);
        return stride.y() * stride.x();
    }
}
