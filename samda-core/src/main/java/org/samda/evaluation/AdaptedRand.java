// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * Pairs of voxels that are in one object in the prediction and in the labels, among the voxels that are in objects of the
 * labels (Arganda-Carreras et al., Frontiers in Neuroanatomy 2015).
 *
 * <p>The error is that of scikit-image's {@code adapted_rand_error}: voxels that are background in the labels are ignored,
 * and background of the prediction is one object. Precision and recall are what its documentation says; version 0.19 gives
 * them in each other's place. Figures are NaN where no object has two voxels.
 *
 * @param error     1 minus the harmonic mean of precision and recall, in [0, 1]; 0 is best
 * @param precision of the pairs that the prediction joins, the part that the labels join
 * @param recall    of the pairs that the labels join, the part that the prediction joins
 */
public record AdaptedRand(double error, double precision, double recall) {

    /** Compares a prediction with labels. */
    public static AdaptedRand of(Contingency contingency) {
        Contingency inside = contingency.insideLabels();
        double[] both = new double[1];
        inside.forEach((predicted, labelled, voxels) -> both[0] += pairs(voxels));
        double predicted = pairs(inside.predictedSizes());
        double labelled = pairs(inside.labelledSizes());
        return new AdaptedRand(1 - 2 * both[0] / (predicted + labelled), both[0] / predicted, both[0] / labelled);
    }

    private static double pairs(LongCounts sizes) {
        double[] sum = new double[1];
        sizes.forEach((id, voxels) -> sum[0] += pairs(voxels));
        return sum[0];
    }

    /** Twice the number of pairs; as a floating-point number, since squares of counts can exceed 64 bits. */
    private static double pairs(long voxels) {
        return (double) voxels * (voxels - 1);
    }
}
