// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import org.samda.SamdaException;
import org.samda.image.LabelImage;

/**
 * How many voxels each object of a prediction shares with each object of the labels: all that instance scores are made of.
 *
 * <p>A volume of any size is added part by part, in any division and order; what is kept grows only with the number of
 * pairs that overlap. An object is all voxels of one id, connected or not; id 0 is background. Counts are 64-bit.
 */
public final class Contingency {
    private final LongCounts pairs = new LongCounts();

    /** Takes the overlapping pairs one by one. */
    interface Visitor {
        void visit(int predicted, int labelled, long voxels);
    }

    /**
     * Adds voxels.
     *
     * @param predicted ids from 0, a voxel each
     * @param labelled  ids from 0 of the same voxels in the same order
     */
    public void add(int[] predicted, int[] labelled) {
        if (predicted.length != labelled.length) {
            throw new IllegalArgumentException(
                    "ids of %d predicted and %d labelled voxels".formatted(predicted.length, labelled.length));
        }
        int start = 0;
        for (int i = 1; i <= predicted.length; i++) {
            if (i == predicted.length || predicted[i] != predicted[start] || labelled[i] != labelled[start]) {
                add(predicted[start], labelled[start], i - start);
                start = i;
            }
        }
    }

    /**
     * Adds a section.
     *
     * @param prediction ids from 0
     * @param labels     ids from 0, of the same size
     * @throws SamdaException if the sizes differ
     */
    public void add(LabelImage prediction, LabelImage labels) {
        Confusion.requireSameSize(prediction, labels);
        add(prediction.labels(), labels.labels());
    }

    /** Adds voxels of one pair of ids, both at least 0. */
    public void add(int predicted, int labelled, long voxels) {
        if (predicted < 0 || labelled < 0 || voxels < 1) {
            throw new IllegalArgumentException("ids must be at least 0 and voxels at least 1, got %d, %d and %d"
                    .formatted(predicted, labelled, voxels));
        }
        pairs.add(((long) predicted << Integer.SIZE) | labelled, voxels);
    }

    /** Number of objects in the prediction, background not among them. */
    public long predictedObjects() {
        return objects(predictedSizes());
    }

    /** Number of objects in the labels, background not among them. */
    public long labelledObjects() {
        return objects(labelledSizes());
    }

    /** Number of voxels added. */
    public long voxels() {
        long[] sum = new long[1];
        pairs.forEach((pair, voxels) -> sum[0] += voxels);
        return sum[0];
    }

    void forEach(Visitor visitor) {
        pairs.forEach((pair, voxels) -> visitor.visit((int) (pair >>> Integer.SIZE), (int) pair, voxels));
    }

    /** Voxels of each predicted id, 0 among them. */
    LongCounts predictedSizes() {
        LongCounts sizes = new LongCounts();
        forEach((predicted, labelled, voxels) -> sizes.add(predicted, voxels));
        return sizes;
    }

    /** Voxels of each labelled id, 0 among them. */
    LongCounts labelledSizes() {
        LongCounts sizes = new LongCounts();
        forEach((predicted, labelled, voxels) -> sizes.add(labelled, voxels));
        return sizes;
    }

    /** The same without the voxels that are background in the labels. */
    Contingency insideLabels() {
        Contingency inside = new Contingency();
        forEach((predicted, labelled, voxels) -> {
            if (labelled > 0) {
                inside.add(predicted, labelled, voxels);
            }
        });
        return inside;
    }

    private static long objects(LongCounts sizes) {
        long ids = sizes.size();
        return sizes.get(0) > 0 ? ids - 1 : ids;
    }
}
