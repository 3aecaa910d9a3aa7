// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import org.samda.data.AugmentationConfig;
import org.samda.training.TrainingConfig;

/**
 * Everything about a run that is not its data: complete, without defaults, as the YAML of a preset has it.
 *
 * @param plan         sizes of patch, batch and U-Net
 * @param tiny         the generic encoder of {@code --encoder tiny}
 * @param encoder      what step 3 does to an encoder with published weights
 * @param data         preparation of images
 * @param augmentation variation of training patches
 * @param training     the three steps
 * @param scoring      segmentation of the test images
 */
public record Settings(
        PlanConfig plan,
        TinyConfig tiny,
        EncoderTuning encoder,
        DataConfig data,
        AugmentationConfig augmentation,
        TrainingConfig training,
        ScoringConfig scoring) {}
