// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * How well objects are found at one threshold; figures as in {@link Matches}.
 *
 * @param truePositives    matched pairs
 * @param falsePositives   objects only in the prediction
 * @param falseNegatives   objects only in the labels
 * @param f1               F1 of the objects
 * @param precision        precision of the objects
 * @param recall           recall of the objects
 * @param averagePrecision TP / (TP + FP + FN)
 * @param meanIou          mean intersection over union of the matched pairs
 * @param panopticQuality  {@code meanIou} times {@code f1}, 0 without pairs
 */
public record MatchScore(
        long truePositives,
        long falsePositives,
        long falseNegatives,
        double f1,
        double precision,
        double recall,
        double averagePrecision,
        double meanIou,
        double panopticQuality) {

    static MatchScore of(Matches matches) {
        return new MatchScore(
                matches.truePositives(),
                matches.falsePositives(),
                matches.falseNegatives(),
                matches.f1(),
                matches.precision(),
                matches.recall(),
                matches.averagePrecision(),
                matches.meanIou(),
                matches.panopticQuality());
    }
}
