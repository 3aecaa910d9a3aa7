// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.samda.data.PatchSampler;

/**
 * Step 1: supervised training on the annotated source (paper Sec. 2.2, Eq. 1).
 *
 * <p>The U-Net and the projector learn; the generic encoder only when it has no published weights.
 */
public final class SourceTraining {

    private SourceTraining() {}

    /** The step as something that can be opened at any iteration; the sampler draws from annotated source images. */
    public static TrainingStep.Factory of(SupervisedConfig config, TrainingSetup setup, PatchSampler source) {
        return first -> new SupervisedStep(1, config, setup, source::batch, first);
    }
}
