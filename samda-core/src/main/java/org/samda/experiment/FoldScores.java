// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.samda.evaluation.ClassScore;
import org.samda.evaluation.Scores;

/**
 * How the models of the folds do on one test set after one step: pooled Dice.
 *
 * @param step     after which step, 1 to 3
 * @param testSet  name of the test set
 * @param dice     of the foreground
 * @param perClass of each class by name; empty where there is only one
 */
public record FoldScores(int step, String testSet, Spread dice, Map<String, Spread> perClass) {

    /**
     * A figure over the folds.
     *
     * @param perFold           in their order; NaN where there is nothing to divide by
     * @param mean              of those that are numbers
     * @param standardDeviation of those, as a sample (divided by their number less one); NaN of fewer than two
     */
    public record Spread(List<Double> perFold, double mean, double standardDeviation) {

        static Spread of(List<Double> perFold) {
            List<Double> numbers = perFold.stream().filter(Double::isFinite).toList();
            double mean = numbers.stream().mapToDouble(x -> x).average().orElse(Double.NaN);
            double squares =
                    numbers.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            double deviation = numbers.size() < 2 ? Double.NaN : Math.sqrt(squares / (numbers.size() - 1));
            return new Spread(List.copyOf(perFold), mean, deviation);
        }
    }

    /** For every step and test set; images that one fold holds out are no test set of all, and are left out. */
    static List<FoldScores> of(List<StepScores> folds) {
        return folds.get(0).entries().stream()
                .filter(entry -> !entry.testSet().endsWith(HeldOut.SUFFIX)
                        && !entry.testSet().endsWith(StepScores.SHUFFLED))
                .map(entry -> of(entry, folds))
                .toList();
    }

    private static FoldScores of(StepScores.Entry first, List<StepScores> folds) {
        Map<String, Spread> perClass = new LinkedHashMap<>();
        first.scores().perClass().stream().map(ClassScore::name).forEach(name -> {
            perClass.put(name, spread(first, folds, scores -> dice(scores, name)));
        });
        return new FoldScores(first.step(), first.testSet(), spread(first, folds, Scores::dice), perClass);
    }

    private static double dice(Scores scores, String className) {
        return scores.perClass().stream()
                .filter(c -> c.name().equals(className))
                .mapToDouble(ClassScore::dice)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Spread spread(StepScores.Entry like, List<StepScores> folds, ToDoubleFunction<Scores> figure) {
        return Spread.of(folds.stream()
                .map(fold -> scores(fold, like).map(figure::applyAsDouble).orElse(Double.NaN))
                .toList());
    }

    private static Optional<Scores> scores(StepScores fold, StepScores.Entry like) {
        return fold.entries().stream()
                .filter(e -> e.step() == like.step() && e.testSet().equals(like.testSet()))
                .map(StepScores.Entry::scores)
                .findFirst();
    }

    /** One line for the log. */
    String line() {
        return String.format(
                Locale.ROOT,
                "after step %d, %s: Dice %.3f, standard deviation %.3f over %d folds",
                step,
                testSet,
                dice.mean(),
                dice.standardDeviation(),
                dice.perFold().size());
    }
}
