// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.samda.data.Classes;
import org.samda.evaluation.Confusion;
import org.samda.evaluation.RemovalCounts;
import org.samda.image.LargestComponent;

/**
 * How well held-out images are segmented, class by class; figures are NaN where a class is in no image.
 *
 * @param cases   number of images
 * @param classes foreground classes in their order
 */
public record HeldOutScores(int cases, List<ClassDice> classes) {

    /**
     * Of one class.
     *
     * @param name          of the class
     * @param predicted     of what the network predicts
     * @param postProcessed of what is left after post-processing
     */
    public record ClassDice(String name, Dice predicted, Dice postProcessed) {}

    /**
     * Dice in [0, 1].
     *
     * @param pooled over all pixels of all images
     * @param mean   of the images' Dice, images without the class left out
     */
    public record Dice(double pooled, double mean) {

        static Dice of(List<Confusion> images) {
            return new Dice(
                    images.stream().reduce(Confusion.NONE, Confusion::plus).dice(),
                    images.stream()
                            .filter(counts -> !counts.isEmpty())
                            .mapToDouble(Confusion::dice)
                            .average()
                            .orElse(Double.NaN));
        }
    }

    public HeldOutScores {
        classes = List.copyOf(classes);
    }

    /** @param chosen what is done to the segmentations */
    static HeldOutScores of(RunValidation validation, LargestComponent chosen, Classes classes) {
        List<RemovalCounts> counts =
                validation.cases().stream().map(RunValidation.Case::counts).toList();
        return new HeldOutScores(
                counts.size(),
                IntStream.range(1, classes.count())
                        .mapToObj(c -> new ClassDice(
                                classes.name(c),
                                dice(counts, c, RemovalCounts::untouched),
                                dice(counts, c, each -> each.after(chosen))))
                        .toList());
    }

    private static Dice dice(List<RemovalCounts> images, int index, Function<RemovalCounts, List<Confusion>> variant) {
        return Dice.of(images.stream()
                .map(image -> variant.apply(image).get(index - 1))
                .toList());
    }

    /** One line for the log. */
    String line(String what) {
        return "held out, %s: %s (%d images)"
                .formatted(
                        what,
                        classes.stream()
                                .map(c -> String.format(
                                        Locale.ROOT,
                                        "%s Dice %.3f (mean of images %.3f)",
                                        c.name(),
                                        c.postProcessed().pooled(),
                                        c.postProcessed().mean()))
                                .collect(Collectors.joining("; ")),
                        cases);
    }
}
