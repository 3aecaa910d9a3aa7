// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;

/**
 * What removing all but the largest components does to one validation case; counts of the foreground classes 1..K, in
 * this order.
 *
 * @param untouched    of the prediction as it is
 * @param ofForeground with the largest component of the whole foreground only
 * @param ofLabels     with each class's largest component only
 * @param ofBoth       with each class's largest component of the largest component of the whole foreground only
 */
public record RemovalCounts(
        List<Confusion> untouched, List<Confusion> ofForeground, List<Confusion> ofLabels, List<Confusion> ofBoth) {

    public RemovalCounts {
        untouched = List.copyOf(untouched);
        ofForeground = List.copyOf(ofForeground);
        ofLabels = List.copyOf(ofLabels);
        ofBoth = List.copyOf(ofBoth);
        int classes = untouched.size();
        if (classes < 1 || ofForeground.size() != classes || ofLabels.size() != classes || ofBoth.size() != classes) {
            throw new IllegalArgumentException(
                    "counts of the same classes, at least one, are needed, got %d, %d, %d, %d"
                            .formatted(classes, ofForeground.size(), ofLabels.size(), ofBoth.size()));
        }
    }

    /**
     * Counts a case.
     *
     * @param prediction class indices 0..classes, at least one section
     * @param labels     class indices 0..classes, as many sections of the same size
     * @param classes    number of foreground classes, at least 1
     */
    public static RemovalCounts of(List<LabelImage> prediction, List<LabelImage> labels, int classes) {
        if (prediction.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "a prediction of " + prediction.size() + " sections and labels of " + labels.size());
        }
        List<Integer> each = IntStream.rangeClosed(1, classes).boxed().toList();
        return new RemovalCounts(
                count(prediction, labels, classes),
                count(new LargestComponent(true, List.of()).apply(prediction), labels, classes),
                count(new LargestComponent(false, each).apply(prediction), labels, classes),
                count(new LargestComponent(true, each).apply(prediction), labels, classes));
    }

    /** The counts of a way of post-processing: of what it does to a class, nothing else changes that class. */
    public List<Confusion> after(LargestComponent chosen) {
        return IntStream.range(0, untouched.size())
                .mapToObj(c -> variant(chosen.ofForeground(), chosen.ofLabels().contains(c + 1))
                        .get(c))
                .toList();
    }

    private List<Confusion> variant(boolean foreground, boolean label) {
        if (foreground) {
            return label ? ofBoth : ofForeground;
        }
        return label ? ofLabels : untouched;
    }

    private static List<Confusion> count(List<LabelImage> prediction, List<LabelImage> labels, int classes) {
        return IntStream.rangeClosed(1, classes)
                .mapToObj(index -> IntStream.range(0, labels.size())
                        .mapToObj(z -> Confusion.of(prediction.get(z), labels.get(z), index))
                        .reduce(Confusion.NONE, Confusion::plus))
                .toList();
    }
}
