// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.samda.image.AxisDirections;
import org.samda.image.LabelImage;

/**
 * A segmented case, or several in their order, with probabilities.
 *
 * @param labels        class indices, z planes of the case
 * @param probabilities of each class, z planes of the case; before post-processing
 */
public record CaseSegmentation(List<LabelImage> labels, List<ClassProbabilities> probabilities) {

    public CaseSegmentation {
        labels = List.copyOf(labels);
        probabilities = List.copyOf(probabilities);
    }

    /** The same of a scan that was turned to the canonical orientation: turned back to how it is stored. */
    CaseSegmentation stored(AxisDirections directions) {
        return new CaseSegmentation(
                directions.toStoredLabels(labels), ClassProbabilities.stored(probabilities, directions));
    }

    static CaseSegmentation joined(List<CaseSegmentation> cases) {
        return new CaseSegmentation(
                cases.stream().flatMap(each -> each.labels().stream()).toList(),
                cases.stream().flatMap(each -> each.probabilities().stream()).toList());
    }
}
