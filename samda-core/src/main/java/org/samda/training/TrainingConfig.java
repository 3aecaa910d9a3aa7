// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.samda.training.SettingCheck.require;

/**
 * The three steps of a run.
 *
 * @param sgd                     optimiser of steps 1 and 3
 * @param source                  step 1
 * @param adaptation              step 2
 * @param fewShot                 step 3, going on from trained weights
 * @param selfTraining            of step 3 where there are no shots: it learns from the annotated source images and, with this
 *                                weight, from the target's raw ones, labelled by the average of the weights so far. 0: no
 *                                step 3 without shots, as in the paper
 * @param validation              of step 1
 * @param embeddings              of all steps
 * @param fromScratchLearningRate initial learning rate of step 3 where it starts from random weights
 * @param checkpointSeconds       how much training a kill may cost at most, in seconds
 */
public record TrainingConfig(
        SgdConfig sgd,
        SupervisedConfig source,
        AdaptationConfig adaptation,
        SupervisedConfig fewShot,
        double selfTraining,
        ValidationConfig validation,
        EmbeddingConfig embeddings,
        double fromScratchLearningRate,
        double checkpointSeconds) {

    public TrainingConfig {
        require(fromScratchLearningRate > 0, "fromScratchLearningRate", "above 0", fromScratchLearningRate);
        require(selfTraining >= 0 && Double.isFinite(selfTraining), "selfTraining", "at least 0", selfTraining);
        require(checkpointSeconds >= 0, "checkpointSeconds", "at least 0", checkpointSeconds);
    }
}
