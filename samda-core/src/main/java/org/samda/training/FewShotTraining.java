// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Optional;
import org.samda.data.PatchSampler;

/**
 * Step 3: training on the few annotated target images, the shots (paper Sec. 2.2, Eq. 1).
 *
 * <p>The U-Net and the projector learn, of a published encoder nothing, its LoRA or all of it (PAPER row 6).
 *
 * <p>Deviates from the paper where {@link TrainingConfig#selfTraining} says so: without shots there is self-training.
 */
public final class FewShotTraining {

    private FewShotTraining() {}

    /**
     * The step as something that can be opened at any iteration.
     *
     * @param shots      draws from the shots; with none of them from the annotated source images
     * @param unlabelled raw target patches for self-training; empty for none, as in the paper
     */
    public static TrainingStep.Factory of(
            SupervisedConfig config, TrainingSetup setup, PatchSampler shots, Optional<Unlabelled> unlabelled) {
        SupervisedStep.Data data = new SupervisedStep.Data(shots, unlabelled, Optional.empty());
        return first -> new SupervisedStep(3, config, setup, data, first);
    }
}
