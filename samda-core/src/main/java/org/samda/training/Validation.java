// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.samda.data.Batches;

/**
 * What a step is validated on, and how.
 *
 * @param config  number of batches, patience, and which weights the step ends with
 * @param heldOut annotated patches without augmentation, of images that the step does not learn from; such as a
 *                {@link org.samda.data.PatchSampler}
 */
public record Validation(ValidationConfig config, Batches heldOut) {}
