// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.samda.evaluation.Confusion;
import org.samda.torch.Tensors;

/**
 * The Dice coefficient of patches instead of whole images: pixels are counted over all batches of a validation (nnU-Net;
 * COMPONENTS section 9).
 */
final class PseudoDice {
    /** By foreground class. */
    private final SortedMap<Integer, Confusion> counts = new TreeMap<>();

    /**
     * Counts a batch; tensors made here belong to the caller's scope.
     *
     * @param logits raw class scores, float [N, K, H, W]
     * @param labels class indices, int64 [N, H, W]
     */
    void add(Tensor logits, Tensor labels) {
        Tensor predicted = logits.argmax(new LongOptional(1), false);
        for (int c = 1; c < logits.size(1); c++) {
            Tensor inPrediction = predicted.eq(Tensors.scalar(c));
            Tensor inLabels = labels.eq(Tensors.scalar(c));
            long both = count(inPrediction.logical_and(inLabels));
            counts.merge(c, new Confusion(both, count(inPrediction) - both, count(inLabels) - both), Confusion::plus);
        }
    }

    /** Of each foreground class, from class 1 on; NaN where it was neither predicted nor labelled. */
    List<Double> ofClasses() {
        return counts.values().stream().map(Confusion::dice).toList();
    }

    /** The mean over the classes that have one; NaN if none has. */
    double mean() {
        return ofClasses().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private static long count(Tensor mask) {
        return mask.sum().item_long();
    }
}
