// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.samda.SamdaException;

/** Stops a run whose loss is no longer a number. */
final class Divergence {

    private Divergence() {}

    static double check(float loss, int step) {
        if (!Float.isFinite(loss)) {
            throw new SamdaException(("Step %d diverged: expected a finite loss, found %s. Try a lower learning rate"
                            + " (--set training.%s.learningRate=…) or --precision fp32, in a new folder.")
                    .formatted(step, loss, new String[] {"source", "adaptation", "fewShot"}[step - 1]));
        }
        return loss;
    }
}
