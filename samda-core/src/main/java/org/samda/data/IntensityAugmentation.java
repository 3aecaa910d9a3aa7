// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.random.RandomGenerator;

/** Varies the grey values of a patch at random, in nnU-Net's order (COMPONENTS section 12, rows 2 to 8). */
final class IntensityAugmentation {
    private final AugmentationConfig.Intensity config;

    IntensityAugmentation(AugmentationConfig.Intensity config) {
        this.config = config;
    }

    /** Changes the patch in place. */
    void apply(GreyPatch patch, RandomGenerator random) {
        if (config.noise().happens(random)) {
            patch.addNoise(config.noise().draw(random), random);
        }
        if (config.blur().happens(random)) {
            patch.blur(config.blur().draw(random), config.blur().draw(random));
        }
        if (config.brightness().happens(random)) {
            patch.multiply(config.brightness().drawAroundOne(random));
        }
        if (config.contrast().happens(random)) {
            patch.stretchContrast(config.contrast().drawAroundOne(random));
        }
        if (config.lowResolution().happens(random)) {
            patch.lowerResolution(config.lowResolution().draw(random));
        }
        if (config.invertedGamma().happens(random)) {
            patch.multiply(-1);
            patch.gamma(config.invertedGamma().drawAroundOne(random));
            patch.multiply(-1);
        }
        if (config.gamma().happens(random)) {
            patch.gamma(config.gamma().drawAroundOne(random));
        }
    }
}
