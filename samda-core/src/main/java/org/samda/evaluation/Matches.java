// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * Objects of a prediction matched with objects of the labels; add them up over images and volumes.
 *
 * <p>Two objects match if their intersection over union reaches a threshold of at least one half. Each object is in at
 * most one pair: above one half there never is a choice, since two objects of one side cannot both take more than half of
 * one of the other. At exactly one half there is one case: an object that is the union of two of equal size, which overlap
 * nothing else. It is matched with the one of lower id, and as neither has another partner, no choice gives more pairs or
 * another sum of IoUs.
 *
 * <p>Figures whose denominator is 0 are NaN, as in {@link Confusion}.
 *
 * @param truePositives  matched pairs
 * @param falsePositives objects only in the prediction
 * @param falseNegatives objects only in the labels
 * @param summedIou      intersection over union, summed over the pairs
 */
public record Matches(long truePositives, long falsePositives, long falseNegatives, double summedIou) {

    /** No objects yet. */
    public static final Matches NONE = new Matches(0, 0, 0, 0);

    public Matches {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || !(summedIou >= 0)) {
            throw new IllegalArgumentException("counts must be at least 0, got %d, %d, %d and a sum of %s"
                    .formatted(truePositives, falsePositives, falseNegatives, summedIou));
        }
    }

    /**
     * Matches the objects of one image or volume.
     *
     * @param threshold intersection over union that a pair reaches, 0.5 to 1
     */
    public static Matches of(Contingency contingency, double threshold) {
        if (!(threshold >= 0.5 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be from 0.5 to 1, got " + threshold);
        }
        Matching matching = new Matching(contingency, threshold);
        contingency.forEach(matching);
        long pairs = matching.partners.size() / 2;
        return new Matches(
                pairs, contingency.predictedObjects() - pairs, contingency.labelledObjects() - pairs, matching.sum);
    }

    public Matches plus(Matches other) {
        return new Matches(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                summedIou + other.summedIou);
    }

    /** 2TP / (2TP + FP + FN) in [0, 1], the recognition quality of panoptic quality. */
    public double f1() {
        return (double) (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
    }

    /** TP / (TP + FP) in [0, 1]; NaN where nothing was predicted. */
    public double precision() {
        return (double) truePositives / (truePositives + falsePositives);
    }

    /** TP / (TP + FN) in [0, 1]; NaN where nothing is labelled. */
    public double recall() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    /**
     * TP / (TP + FP + FN) in [0, 1]: what microscopy calls average precision, after the Data Science Bowl 2018 (Caicedo et
     * al., Nature Methods 2019), as StarDist and Cellpose compute it.
     *
     * <p>Not COCO's average precision, the area under the curve of precision against recall as objects are taken in the
     * order of their confidence: ids have no confidence.
     */
    public double averagePrecision() {
        return (double) truePositives / (truePositives + falsePositives + falseNegatives);
    }

    /** Mean intersection over union of the pairs, the segmentation quality of panoptic quality; NaN without pairs. */
    public double meanIou() {
        return summedIou / truePositives;
    }

    /**
     * Segmentation quality times recognition quality, in [0, 1] (Kirillov et al., CVPR 2019, where pairs exceed one half;
     * here they may also reach it).
     */
    public double panopticQuality() {
        return 2 * summedIou / (2 * truePositives + falsePositives + falseNegatives);
    }

    /** Takes pairs as they come; those that are in one remember it. */
    private static final class Matching implements Contingency.Visitor {
        private final LongCounts predictedSizes;
        private final LongCounts labelledSizes;
        private final double threshold;

        /** Ids that are in a pair: 2 id of the prediction, 2 id + 1 of the labels. */
        private final LongCounts partners = new LongCounts();

        private double sum;

        private Matching(Contingency contingency, double threshold) {
            predictedSizes = contingency.predictedSizes();
            labelledSizes = contingency.labelledSizes();
            this.threshold = threshold;
        }

        @Override
        public void visit(int predicted, int labelled, long voxels) {
            if (predicted == 0 || labelled == 0) {
                return;
            }
            double iou = (double) voxels / (predictedSizes.get(predicted) + labelledSizes.get(labelled) - voxels);
            long one = 2L * predicted;
            long other = 2L * labelled + 1;
            if (iou >= threshold && partners.get(one) == 0 && partners.get(other) == 0) {
                partners.add(one, 1);
                partners.add(other, 1);
                sum += iou;
            }
        }
    }
}
