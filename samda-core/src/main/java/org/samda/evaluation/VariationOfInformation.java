// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * How far two divisions of the same voxels are apart (Meilă 2007), in bits, in its two parts; 0 for equal ones, NaN
 * without voxels.
 *
 * <p>As scikit-image's {@code variation_of_information(labels, prediction)}, in the same order.
 *
 * @param split H(prediction | labels): what the prediction divides that is one object in the labels
 * @param merge H(labels | prediction): what the prediction joins that are several objects in the labels
 */
public record VariationOfInformation(double split, double merge) {

    /** What is done with voxels that are background, id 0, in the labels. */
    public enum Background {
        /** Background is one more object, on both sides: scikit-image's default. */
        COUNTED,
        /** Such voxels count for nothing, so what is predicted there is not seen: {@code ignore_labels=[0]}. */
        IGNORED
    }

    /** Compares a prediction with labels. */
    public static VariationOfInformation of(Contingency contingency, Background background) {
        Contingency counted = background == Background.IGNORED ? contingency.insideLabels() : contingency;
        Entropies entropies = new Entropies(counted);
        counted.forEach(entropies);
        long voxels = counted.voxels();
        return new VariationOfInformation(entropies.split / voxels, entropies.merge / voxels);
    }

    /** Both parts together, in bits. */
    public double total() {
        return split + merge;
    }

    /** Conditional entropies, times the number of voxels. */
    private static final class Entropies implements Contingency.Visitor {
        private static final double LN_2 = Math.log(2);

        private final LongCounts predictedSizes;
        private final LongCounts labelledSizes;
        private double split;
        private double merge;

        private Entropies(Contingency contingency) {
            predictedSizes = contingency.predictedSizes();
            labelledSizes = contingency.labelledSizes();
        }

        @Override
        public void visit(int predicted, int labelled, long voxels) {
            split += voxels * Math.log((double) labelledSizes.get(labelled) / voxels) / LN_2;
            merge += voxels * Math.log((double) predictedSizes.get(predicted) / voxels) / LN_2;
        }
    }
}
