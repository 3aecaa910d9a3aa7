// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

/**
 * Stochastic gradient descent as nnU-Net has it (PAPER row 8).
 *
 * @param momentum    Nesterov momentum, 0 to below 1
 * @param weightDecay added to every gradient as {@code weightDecay * weight}, at least 0
 * @param clipNorm    largest norm of all gradients together; above it they are scaled down
 * @param decayPower  exponent of the polynomial decay of the learning rate, {@code (1 - epoch / epochs)^power}
 */
public record SgdConfig(double momentum, double weightDecay, double clipNorm, double decayPower) {

    public SgdConfig {
        if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0) || !(clipNorm > 0) || !(decayPower >= 0)) {
            throw new IllegalArgumentException("sgd: momentum must be in [0, 1), weightDecay and decayPower at least 0,"
                    + " clipNorm above 0, got " + momentum + ", " + weightDecay + ", " + decayPower + ", " + clipNorm);
        }
    }

    /** Learning rate of an epoch, counted from 0. */
    public double learningRate(double initial, int epoch, int epochs) {
        return initial * Math.pow(1 - (double) epoch / epochs, decayPower);
    }
}
