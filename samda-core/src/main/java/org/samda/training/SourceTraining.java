// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Optional;
import org.samda.data.Batches;

/**
 * Step 1: supervised training on the annotated source (paper Sec. 2.2, Eq. 1).
 *
 * <p>The U-Net and the projector learn; the generic encoder only when it has no published weights.
 */
public final class SourceTraining {

    private SourceTraining() {}

    /**
     * The step as something that can be opened at any iteration.
     *
     * @param source     draws from annotated source images, such as a {@link org.samda.data.PatchSampler}
     * @param validation on source images that it does not draw from; empty for none
     */
    public static TrainingStep.Factory of(
            SupervisedConfig config, TrainingSetup setup, Batches source, Optional<Validation> validation) {
        SupervisedStep.Data data = new SupervisedStep.Data(source, validation);
        return first -> new SupervisedStep(1, config, setup, data, first);
    }
}
