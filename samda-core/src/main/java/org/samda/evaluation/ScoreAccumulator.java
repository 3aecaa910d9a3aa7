// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.image.LabelImage;

/**
 * Takes predictions and labels image after image and scores them together; keeps counts, not images.
 *
 * <p>What is added under one name counts as one image, so a volume is added section by section under its own name.
 */
public final class ScoreAccumulator {
    private final List<String> classNames;

    /** For each image the union of all classes (at 0) and the classes (at their index). */
    private final Map<String, Confusion[]> images = new LinkedHashMap<>();

    /** @param classNames names of the foreground classes with index 1, 2, …; at least one */
    public ScoreAccumulator(List<String> classNames) {
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("classNames must name at least one class");
        }
        this.classNames = List.copyOf(classNames);
    }

    /**
     * @param name       name of the image, or of the volume the section belongs to
     * @param prediction class indices 0..K, 0 is background
     * @param labels     class indices 0..K, of the same size
     * @throws SamdaException if the sizes differ, or there is an index above the last class
     */
    public void add(String name, LabelImage prediction, LabelImage labels) {
        requireKnownClasses("Prediction", name, prediction);
        requireKnownClasses("Label image", name, labels);
        Confusion[] counts = IntStream.rangeClosed(0, classNames.size())
                .mapToObj(index -> count(name, prediction, labels, index))
                .toArray(Confusion[]::new);
        images.merge(name, counts, ScoreAccumulator::sum);
    }

    /** Adds all sections of a volume under its name; see {@link #add(String, LabelImage, LabelImage)}. */
    public void add(String name, List<LabelImage> prediction, List<LabelImage> labels) {
        if (prediction.size() != labels.size()) {
            throw new SamdaException(
                    "Volume '%s': the prediction has %d sections, its labels have %d. Compare the same volume."
                            .formatted(name, prediction.size(), labels.size()));
        }
        for (int i = 0; i < labels.size(); i++) {
            add(name, prediction.get(i), labels.get(i));
        }
    }

    /** The scores of everything added so far; all NaN before the first image. */
    public Scores scores() {
        Confusion all = pooled(0);
        List<ImageScore> perImage = images.entrySet().stream()
                .map(image -> ImageScore.of(image.getKey(), image.getValue()[0]))
                .toList();
        int empty = (int)
                images.values().stream().filter(image -> image[0].isEmpty()).count();
        return new Scores(
                all.dice(),
                all.iou(),
                all.precision(),
                all.recall(),
                mean(0, Confusion::dice),
                mean(0, Confusion::iou),
                empty,
                perImage,
                perClass());
    }

    private List<ClassScore> perClass() {
        if (classNames.size() == 1) {
            return List.of();
        }
        return IntStream.rangeClosed(1, classNames.size())
                .mapToObj(this::classScore)
                .toList();
    }

    private ClassScore classScore(int index) {
        Confusion all = pooled(index);
        String name = classNames.get(index - 1);
        return new ClassScore(name, all.dice(), all.iou(), all.precision(), all.recall(), mean(index, Confusion::dice));
    }

    private Confusion pooled(int index) {
        return images.values().stream().map(image -> image[index]).reduce(Confusion.NONE, Confusion::plus);
    }

    /** Mean over the images in which the class occurs; NaN where there is none. */
    private double mean(int index, ToDoubleFunction<Confusion> figure) {
        Collection<Confusion[]> all = images.values();
        return all.stream()
                .map(image -> image[index])
                .filter(counts -> !counts.isEmpty())
                .mapToDouble(figure)
                .average()
                .orElse(Double.NaN);
    }

    private void requireKnownClasses(String what, String name, LabelImage image) {
        Arrays.stream(image.labels())
                .filter(label -> label < 0 || label > classNames.size())
                .findFirst()
                .ifPresent(label -> {
                    throw new SamdaException("%s '%s' holds class index %d; expected 0 to %d. Check the classes."
                            .formatted(what, name, label, classNames.size()));
                });
    }

    private static Confusion count(String name, LabelImage prediction, LabelImage labels, int index) {
        try {
            return index == 0 ? Confusion.ofForeground(prediction, labels) : Confusion.of(prediction, labels, index);
        } catch (SamdaException e) {
            throw new SamdaException("Image '" + name + "': " + e.getMessage(), e);
        }
    }

    private static Confusion[] sum(Confusion[] one, Confusion[] other) {
        Confusion[] sum = new Confusion[one.length];
        Arrays.setAll(sum, i -> one[i].plus(other[i]));
        return sum;
    }
}
