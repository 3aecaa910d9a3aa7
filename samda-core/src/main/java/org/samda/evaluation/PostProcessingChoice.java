// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.samda.image.LargestComponent;

/**
 * nnU-Net's rule for what is kept of a segmentation, decided on the cases of a cross-validation (COMPONENTS section 13).
 *
 * <p>Only the largest component of the whole foreground is kept if that raises the mean Dice of the foreground classes
 * and lowers no class's Dice. Then, if there is more than one class, only the largest component of each class whose Dice
 * that raises. A class's Dice is the mean over the cases in which it is predicted or labelled; if a class is in none of
 * them the mean of the classes is undefined and the foreground is left alone, as in nnU-Net.
 */
public final class PostProcessingChoice {
    private PostProcessingChoice() {}

    /** @param cases every validation case of every fold, at least one, all with the same classes */
    public static LargestComponent of(List<RemovalCounts> cases) {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("post-processing is chosen by at least one case");
        }
        double[] untouched = dice(cases, RemovalCounts::untouched);
        double[] ofForeground = dice(cases, RemovalCounts::ofForeground);
        boolean keepsForeground = mean(ofForeground) > mean(untouched) && noneDrops(untouched, ofForeground);
        double[] before = keepsForeground ? ofForeground : untouched;
        double[] after = dice(cases, keepsForeground ? RemovalCounts::ofBoth : RemovalCounts::ofLabels);
        return new LargestComponent(keepsForeground, before.length > 1 ? risen(before, after) : List.of());
    }

    private static boolean noneDrops(double[] before, double[] after) {
        return IntStream.range(0, before.length).noneMatch(c -> after[c] < before[c]);
    }

    /** The classes, from 1 on, that are better than before. */
    private static List<Integer> risen(double[] before, double[] after) {
        return IntStream.range(0, before.length)
                .filter(c -> after[c] > before[c])
                .mapToObj(c -> c + 1)
                .toList();
    }

    /** For each class the mean over the cases; NaN where it is in none. */
    private static double[] dice(List<RemovalCounts> cases, Function<RemovalCounts, List<Confusion>> variant) {
        int classes = cases.get(0).untouched().size();
        return IntStream.range(0, classes)
                .mapToDouble(c -> cases.stream()
                        .map(each -> variant.apply(each).get(c))
                        .filter(counts -> !counts.isEmpty())
                        .mapToDouble(Confusion::dice)
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    private static double mean(double[] dice) {
        return Arrays.stream(dice).average().orElse(Double.NaN);
    }
}
