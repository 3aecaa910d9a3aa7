// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

/**
 * A case as training sees it: one section, or all sections of a volume. Patches are drawn case by case, so that a volume
 * counts as much as another, however many sections it has.
 *
 * @param stem     its name in the data set
 * @param sections prepared, at least one; all with labels or all without
 */
public record TrainingCase(String stem, List<TrainingImage> sections) {

    public TrainingCase {
        sections = List.copyOf(sections);
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("case '" + stem + "' has no sections");
        }
    }

    /** A case of one section. */
    public static TrainingCase of(TrainingImage image) {
        return new TrainingCase(image.stem(), List.of(image));
    }

    /**
     * Reads an annotated image, or a raw one, for supervised steps.
     *
     * @throws SamdaException if the image is constant, or its labels do not fit it
     */
    public static TrainingCase read(DatasetImage image, Classes classes, Preparation preparation) {
        List<GreyImage> planes = readVaried(image);
        return of(image.stem(), planes, image.readLabels(classes, planes), classes, preparation);
    }

    /**
     * Reads an image without its labels (step 2).
     *
     * @throws SamdaException if the image is constant
     */
    public static TrainingCase readRaw(DatasetImage image, Preparation preparation) {
        return of(image.stem(), readVaried(image), Optional.empty(), Classes.foreground(), preparation);
    }

    /**
     * Finds out whether an image can be used, without keeping it.
     *
     * @return its sections as stored
     * @throws SamdaException if it or its labels cannot be read, it is constant, or its labels do not fit it
     */
    public static List<GreyImage> check(DatasetImage image, Classes classes) {
        List<GreyImage> sections = readVaried(image);
        image.readLabels(classes, sections);
        return sections;
    }

    public boolean isLabelled() {
        return sections.get(0).isLabelled();
    }

    /** Whether any pixel is in a foreground class. */
    public boolean hasForeground() {
        return sections.stream().anyMatch(TrainingImage::hasForeground);
    }

    /** Number of foreground pixels of a class that may be drawn, over all sections. */
    long foregroundPixels(int index) {
        return sections.stream()
                .mapToLong(section -> section.foreground().get(index - 1).capacity())
                .sum();
    }

    /** Indices of the foreground classes that occur. */
    int[] presentClasses() {
        return IntStream.rangeClosed(1, sections.get(0).foreground().size())
                .filter(index -> foregroundPixels(index) > 0)
                .toArray();
    }

    /** Planes are prepared one by one or together, as the plan says; either way they are one case to draw from. */
    private static TrainingCase of(
            String stem,
            List<GreyImage> planes,
            Optional<List<LabelImage>> labels,
            Classes classes,
            Preparation preparation) {
        Preprocessing.Unit unit = preparation.preprocessing().unit();
        List<TrainingImage> sections = new ArrayList<>();
        for (List<GreyImage> each : unit.cases(planes)) {
            PreparedCase prepared = preparation.apply(each);
            int index = sections.size();
            Optional<List<LabelImage>> own = labels.map(all -> preparation.labels(
                    unit == Preprocessing.Unit.VOLUME ? all : List.of(all.get(index)),
                    prepared.frame(),
                    classes.count()));
            for (int z = 0; z < prepared.sections().size(); z++) {
                int section = z;
                sections.add(TrainingImage.of(
                        planes.size() == 1 ? stem : "%s_z%04d".formatted(stem, index + z),
                        prepared.sections().get(z),
                        own.map(found -> found.get(section)),
                        classes,
                        prepared.original()));
            }
        }
        return new TrainingCase(stem, sections);
    }

    private static List<GreyImage> readVaried(DatasetImage image) {
        List<GreyImage> sections = image.readImage();
        float first = sections.get(0).pixels()[0];
        boolean varied = false;
        for (GreyImage section : sections) {
            for (float pixel : section.pixels()) {
                if (Float.isNaN(pixel)) {
                    throw new SamdaException(
                            "Image %s holds NaN, expected finite grey values. Export it again, or remove it."
                                    .formatted(image.image()));
                }
                varied |= pixel != first;
            }
        }
        if (!varied) {
            throw new SamdaException(
                    "Image %s is constant: every pixel is %s. Nothing can be learned from it; remove it or export it again."
                            .formatted(image.image(), first));
        }
        return sections;
    }
}
