// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.data.PreparedCase;
import org.samda.image.AxisDirections;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.Resampling;

/**
 * How sure the model is of each class at each pixel.
 *
 * @param classes for each class, background first, an image of probabilities 0..1; all of one size, and at each pixel they
 *                sum to 1
 */
public record ClassProbabilities(List<GreyImage> classes) {

    public ClassProbabilities {
        classes = List.copyOf(classes);
        if (classes.size() < 2) {
            throw new IllegalArgumentException("at least 2 classes, got " + classes.size());
        }
        for (GreyImage image : classes) {
            if (image.width() != classes.get(0).width()
                    || image.height() != classes.get(0).height()) {
                throw new IllegalArgumentException("the classes' images differ in size");
            }
        }
    }

    /** The softmax of raw class scores; writes into their arrays. */
    static ClassProbabilities softmax(List<GreyImage> logits) {
        List<float[]> scores = logits.stream().map(GreyImage::pixels).toList();
        double[] exponentials = new double[scores.size()];
        for (int i = 0; i < scores.get(0).length; i++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (float[] score : scores) {
                largest = Math.max(largest, score[i]);
            }
            double sum = 0;
            for (int c = 0; c < exponentials.length; c++) {
                exponentials[c] = Math.exp(scores.get(c)[i] - largest);
                sum += exponentials[c];
            }
            if (!(sum > 0)) {
                throw new SamdaException(
                        "The model's output is not finite (NaN), expected scores of classes. Its weights"
                                + " are damaged or its training failed; train it again.");
            }
            for (int c = 0; c < exponentials.length; c++) {
                scores.get(c)[i] = (float) (exponentials[c] / sum);
            }
        }
        return new ClassProbabilities(logits);
    }

    public int width() {
        return classes.get(0).width();
    }

    public int height() {
        return classes.get(0).height();
    }

    /** The probability of any class but the background, 0..1. */
    public GreyImage foreground() {
        float[] background = classes.get(0).pixels();
        float[] foreground = new float[background.length];
        for (int i = 0; i < foreground.length; i++) {
            foreground[i] = Math.max(0, 1 - background[i]);
        }
        return new GreyImage(width(), height(), foreground);
    }

    /** The most probable class of each pixel, as class indices; of equally probable ones the lowest. */
    public LabelImage labels() {
        int[] labels = new int[width() * height()];
        float[] best = classes.get(0).pixels().clone();
        for (int c = 1; c < classes.size(); c++) {
            float[] other = classes.get(c).pixels();
            for (int i = 0; i < labels.length; i++) {
                if (other[i] > best[i]) {
                    best[i] = other[i];
                    labels[i] = c;
                }
            }
        }
        return new LabelImage(width(), height(), labels);
    }

    /** The same at another size. */
    ClassProbabilities resampled(int newWidth, int newHeight) {
        List<GreyImage> resampled = new ArrayList<>();
        classes.forEach(image -> resampled.add(Resampling.grey(image, newWidth, newHeight)));
        return new ClassProbabilities(resampled);
    }

    /** Sections of a prepared case become z planes of the whole case; what was cropped away is background for sure. */
    static List<ClassProbabilities> restored(List<ClassProbabilities> sections, PreparedCase prepared) {
        return eachClass(sections, (cropped, c) -> prepared.restored(cropped, c == 0 ? 1 : 0));
    }

    /** Canonical z planes of a scan become stored ones. */
    static List<ClassProbabilities> stored(List<ClassProbabilities> canonical, AxisDirections directions) {
        return eachClass(canonical, (planes, c) -> directions.toStored(planes));
    }

    /** Does something to the volume of each class, background being 0. */
    private static List<ClassProbabilities> eachClass(
            List<ClassProbabilities> volume, BiFunction<List<GreyImage>, Integer, List<GreyImage>> change) {
        List<List<GreyImage>> byClass = new ArrayList<>();
        for (int c = 0; c < volume.get(0).classes().size(); c++) {
            int index = c;
            List<GreyImage> planes =
                    volume.stream().map(plane -> plane.classes().get(index)).toList();
            byClass.add(change.apply(planes, c));
        }
        return IntStream.range(0, byClass.get(0).size())
                .mapToObj(z -> new ClassProbabilities(
                        byClass.stream().map(planes -> planes.get(z)).toList()))
                .toList();
    }
}
