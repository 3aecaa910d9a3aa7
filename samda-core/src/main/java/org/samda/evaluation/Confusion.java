// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import org.samda.SamdaException;
import org.samda.image.LabelImage;

/**
 * Pixel counts of one class against the labels; add them up over images, sections and volumes.
 *
 * <p>A figure whose denominator is 0 is NaN, not 1: where the class is in neither mask there is nothing to score, and
 * a mean over images leaves such images out (COMPONENTS section 13). One empty mask against a filled one is Dice 0.
 *
 * @param truePositives  pixels in both masks
 * @param falsePositives pixels only in the prediction
 * @param falseNegatives pixels only in the labels
 */
public record Confusion(long truePositives, long falsePositives, long falseNegatives) {

    /** No pixels counted yet. */
    public static final Confusion NONE = new Confusion(0, 0, 0);

    public Confusion {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0) {
            throw new IllegalArgumentException(
                    "counts must be at least 0, got " + truePositives + ", " + falsePositives + ", " + falseNegatives);
        }
    }

    /**
     * Counts one class of one image.
     *
     * @param prediction class indices 0..K-1
     * @param labels     class indices 0..K-1, of the same size
     * @param classIndex the class that counts as foreground
     * @throws SamdaException if the sizes differ
     */
    public static Confusion of(LabelImage prediction, LabelImage labels, int classIndex) {
        requireSameSize(prediction, labels);
        long both = 0;
        long predicted = 0;
        long labelled = 0;
        for (int i = 0; i < labels.labels().length; i++) {
            boolean inPrediction = prediction.labels()[i] == classIndex;
            boolean inLabels = labels.labels()[i] == classIndex;
            both += inPrediction && inLabels ? 1 : 0;
            predicted += inPrediction ? 1 : 0;
            labelled += inLabels ? 1 : 0;
        }
        return new Confusion(both, predicted - both, labelled - both);
    }

    /**
     * Counts everything above 0 as one class: the union of all classes.
     *
     * @throws SamdaException if the sizes differ
     */
    public static Confusion ofForeground(LabelImage prediction, LabelImage labels) {
        return of(foreground(prediction), foreground(labels), 1);
    }

    public Confusion plus(Confusion other) {
        return new Confusion(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives);
    }

    /** Whether the class is in neither mask, so that Dice and IoU are NaN. */
    public boolean isEmpty() {
        return truePositives + falsePositives + falseNegatives == 0;
    }

    /** Dice coefficient 2TP / (2TP + FP + FN) in [0, 1]; NaN where both masks are empty. */
    public double dice() {
        return (double) (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
    }

    /** Intersection over union TP / (TP + FP + FN) in [0, 1]; NaN where both masks are empty. */
    public double iou() {
        return (double) truePositives / (truePositives + falsePositives + falseNegatives);
    }

    /** TP / (TP + FP) in [0, 1]; NaN where nothing was predicted. */
    public double precision() {
        return (double) truePositives / (truePositives + falsePositives);
    }

    /** TP / (TP + FN) in [0, 1]; NaN where nothing is labelled. */
    public double recall() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    static void requireSameSize(LabelImage prediction, LabelImage labels) {
        if (prediction.width() != labels.width() || prediction.height() != labels.height()) {
            throw new SamdaException("Prediction of %d x %d px does not fit labels of %d x %d px. "
                            .formatted(prediction.width(), prediction.height(), labels.width(), labels.height())
                    + "Compare images of the same size.");
        }
    }

    private static LabelImage foreground(LabelImage image) {
        int[] mask = new int[image.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = image.labels()[i] > 0 ? 1 : 0;
        }
        return new LabelImage(image.width(), image.height(), mask);
    }
}
