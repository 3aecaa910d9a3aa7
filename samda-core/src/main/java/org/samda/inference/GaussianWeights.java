// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

/**
 * How much each pixel of a tile counts where tiles overlap: a Gaussian, so that the middle of a tile, which the network
 * saw with all its surroundings, outweighs its rim (COMPONENTS section 13).
 */
final class GaussianWeights {
    private static final double MAXIMUM = 10;
    private static final double SIGMAS_PER_TILE = 8;
    /** Beyond this many sigmas the Gaussian is cut off. */
    private static final double CUTOFF = 4;

    private GaussianWeights() {}

    /**
     * Weights for tiles of this size.
     *
     * @return float32 [height, width]; centred at index size / 2 with standard deviation size / 8 along each axis, largest
     *     value 10; no value is 0
     */
    static float[] of(int width, int height) {
        double[] alongX = profile(width);
        double[] alongY = profile(height);
        float[] weights = new float[width * height];
        float smallest = Float.MAX_VALUE;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (MAXIMUM * alongY[i / width] * alongX[i % width]);
            if (weights[i] > 0) {
                smallest = Math.min(smallest, weights[i]);
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(weights[i], smallest);
        }
        return weights;
    }

    /** One axis, largest value 1. The kernel's own scale cancels when it is divided by its maximum. */
    private static double[] profile(int size) {
        double sigma = size / SIGMAS_PER_TILE;
        int radius = (int) (CUTOFF * sigma + 0.5);
        double[] profile = new double[size];
        for (int i = 0; i < size; i++) {
            double distance = i - size / 2;
            profile[i] = Math.abs(distance) > radius ? 0 : Math.exp(-0.5 * distance * distance / (sigma * sigma));
        }
        return profile;
    }
}
