// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.samda.training.SettingCheck.require;

/**
 * Length and learning rate of a supervised step (PAPER section 1, steps 1 and 3, and row 8).
 *
 * @param epochs             at least 1; the learning rate changes from epoch to epoch
 * @param iterationsPerEpoch at least 1 (nnU-Net: 250)
 * @param learningRate       initial, above 0
 */
public record SupervisedConfig(int epochs, int iterationsPerEpoch, double learningRate) {

    public SupervisedConfig {
        require(epochs >= 1, "epochs", "at least 1", epochs);
        require(iterationsPerEpoch >= 1, "iterationsPerEpoch", "at least 1", iterationsPerEpoch);
        require(learningRate > 0, "learningRate", "above 0", learningRate);
    }

    /** The same from another initial learning rate. */
    public SupervisedConfig withRate(double initial) {
        return new SupervisedConfig(epochs, iterationsPerEpoch, initial);
    }

    /** Iterations in all. */
    public int iterations() {
        return Math.multiplyExact(epochs, iterationsPerEpoch);
    }
}
