// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Optional;
import org.samda.data.PatchSampler;

/**
 * Step 3: training on the few annotated target images, the shots (paper Sec. 2.2, Eq. 1).
 *
 * <p>The U-Net and the projector learn, of a published encoder nothing, its LoRA or all of it (PAPER row 6).
 */
public final class FewShotTraining {

    private FewShotTraining() {}

    /** The step as something that can be opened at any iteration; the sampler draws from the shots. */
    public static TrainingStep.Factory of(SupervisedConfig config, TrainingSetup setup, PatchSampler shots) {
        SupervisedStep.Data data = new SupervisedStep.Data(shots, Optional.empty());
        return first -> new SupervisedStep(3, config, setup, data, first);
    }
}
