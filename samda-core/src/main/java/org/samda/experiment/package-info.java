// SPDX-License-Identifier: Apache-2.0
/**
 * Whole runs: from a configuration and data sets to a model file and a report.
 *
 * <p>Begin with {@link org.samda.experiment.TrainingRun}.
 */
package org.samda.experiment;
