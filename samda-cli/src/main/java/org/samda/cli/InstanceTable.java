// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.samda.config.Configs;
import org.samda.evaluation.InstanceImageScore;
import org.samda.evaluation.InstanceScores;
import org.samda.evaluation.MatchScore;

/** What {@code samda evaluate --instances} prints for a person: a line for each image, then all of them together. */
final class InstanceTable {
    private InstanceTable() {}

    static void print(InstanceScores scores, PrintWriter out) {
        scores.perImage().forEach(image -> print(image, out));
        out.printf(
                "all %d images: %d objects predicted, %d labelled%n",
                scores.perImage().size(), scores.predictedObjects(), scores.labelledObjects());
        print("0.5", scores.at50(), out);
        print("0.75", scores.at75(), out);
        out.printf(
                Locale.ROOT,
                "mean of images: VOI split %.4f + merge %.4f bits (background %s)%n",
                scores.meanVariationOfInformation().split(),
                scores.meanVariationOfInformation().merge(),
                Configs.nameOf(scores.background()));
        out.printf(
                Locale.ROOT,
                "mean of images: adapted Rand error %.4f  precision %.4f  recall %.4f%n",
                scores.meanAdaptedRand().error(),
                scores.meanAdaptedRand().precision(),
                scores.meanAdaptedRand().recall());
    }

    private static void print(InstanceImageScore image, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-30s objects %d of %d  F1 %.3f  AP50 %.3f  AP75 %.3f  PQ %.3f  VOI %.3f + %.3f  Rand error %.3f%n",
                image.name(),
                image.predictedObjects(),
                image.labelledObjects(),
                image.at50().f1(),
                image.at50().averagePrecision(),
                image.at75().averagePrecision(),
                image.at50().panopticQuality(),
                image.variationOfInformation().split(),
                image.variationOfInformation().merge(),
                image.adaptedRand().error());
    }

    private static void print(String threshold, MatchScore score, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "IoU from %-4s: F1 %.4f  precision %.4f  recall %.4f  AP %.4f  mean IoU %.4f  PQ %.4f  (TP %d, FP %d, FN %d)%n",
                threshold,
                score.f1(),
                score.precision(),
                score.recall(),
                score.averagePrecision(),
                score.meanIou(),
                score.panopticQuality(),
                score.truePositives(),
                score.falsePositives(),
                score.falseNegatives());
    }
}
