// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

/**
 * Length and learning rate of a supervised step (PAPER section 1, steps 1 and 3).
 *
 * @param epochs             at least 1; the learning rate changes from epoch to epoch
 * @param iterationsPerEpoch at least 1 (nnU-Net: 250)
 * @param learningRate       initial, above 0
 */
public record SupervisedConfig(int epochs, int iterationsPerEpoch, double learningRate) {

    public SupervisedConfig {
        if (epochs < 1 || iterationsPerEpoch < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException(
                    "epochs and iterationsPerEpoch must be at least 1 and learningRate above 0," + " got " + epochs
                            + ", " + iterationsPerEpoch + ", " + learningRate);
        }
    }

    /** Iterations in all. */
    public int iterations() {
        return Math.multiplyExact(epochs, iterationsPerEpoch);
    }
}
