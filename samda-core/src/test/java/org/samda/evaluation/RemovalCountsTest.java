// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;

class RemovalCountsTest {
    private static final LabelImage PREDICTION = new LabelImage(9, 1, new int[] {1, 1, 2, 0, 2, 2, 0, 1, 0});
    private static final LabelImage LABELS = new LabelImage(9, 1, new int[] {1, 1, 0, 0, 2, 2, 0, 0, 1});

    @Test
    void theCountsAfterAWayOfPostProcessingAreThoseOfWhatItLeaves() {
        RemovalCounts counts = RemovalCounts.of(List.of(PREDICTION), List.of(LABELS), 2);
        for (boolean foreground : List.of(true, false)) {
            for (List<Integer> labels : List.of(List.<Integer>of(), List.of(1), List.of(2), List.of(1, 2))) {
                LargestComponent chosen = new LargestComponent(foreground, labels);
                LabelImage left = chosen.apply(PREDICTION);
                assertEquals(
                        List.of(Confusion.of(left, LABELS, 1), Confusion.of(left, LABELS, 2)),
                        counts.after(chosen),
                        chosen::toString);
            }
        }
    }
}
