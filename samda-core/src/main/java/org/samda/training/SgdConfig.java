// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.samda.training.SettingCheck.require;

/**
 * Stochastic gradient descent as nnU-Net has it (PAPER row 8).
 *
 * @param momentum    Nesterov momentum, 0 to below 1
 * @param weightDecay added to every gradient as {@code weightDecay * weight}, at least 0
 * @param clipNorm    largest norm of all gradients together; above it they are scaled down
 * @param decayPower  exponent of the polynomial decay of the learning rate, {@code (1 - epoch / epochs)^power}
 * @param averaging   decay of the moving average of weights that a supervised step ends with, 0 to below 1; 0 for none,
 *                    as in nnU-Net
 */
public record SgdConfig(double momentum, double weightDecay, double clipNorm, double decayPower, double averaging) {

    public SgdConfig {
        require(momentum >= 0 && momentum < 1, "momentum", "at least 0 and below 1", momentum);
        require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
        require(clipNorm > 0, "clipNorm", "above 0", clipNorm);
        require(decayPower >= 0, "decayPower", "at least 0", decayPower);
        require(averaging >= 0 && averaging < 1, "averaging", "at least 0 and below 1", averaging);
    }

    /** Learning rate of an epoch, counted from 0. */
    public double learningRate(double initial, int epoch, int epochs) {
        return initial * Math.pow(1 - (double) epoch / epochs, decayPower);
    }
}
