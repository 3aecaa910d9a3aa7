// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.samda.image.LabelImage;

/**
 * A segmented case with its probabilities.
 *
 * @param labels        class indices, z planes of the case
 * @param probabilities of each class, z planes of the case; before post-processing
 */
public record CaseSegmentation(List<LabelImage> labels, List<ClassProbabilities> probabilities) {

    public CaseSegmentation {
        labels = List.copyOf(labels);
        probabilities = List.copyOf(probabilities);
    }
}
