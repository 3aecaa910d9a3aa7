// SPDX-License-Identifier: Apache-2.0
/**
 * The paper's three steps, and the loop that runs them and survives any kind of end.
 *
 * <p>Begin with {@link org.samda.training.SourceTraining}; {@link org.samda.training.TrainingLoop} keeps the checkpoints.
 */
package org.samda.training;
