// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VoxelSize;

/**
 * The test image that Figure 3 shows, chosen before anything is segmented: the labelled test image nearest the middle of
 * the test set that has foreground, of a volume its section nearest the middle that has.
 *
 * @param name      of the image
 * @param planes    all of its sections, grey values as stored
 * @param section   the one that is shown
 * @param labels    of the section that is shown, class indices
 * @param voxelSize where known
 * @param classes   of the test set
 */
record ExampleImage(
        String name,
        List<GreyImage> planes,
        int section,
        LabelImage labels,
        Optional<VoxelSize> voxelSize,
        Classes classes) {
    /** How it was chosen, for the reader. */
    static final String RULE = "the labelled test image nearest the middle of the test set that has foreground"
            + " (of a volume, its section nearest the middle that has)";

    /** @throws SamdaException if the pair has no labelled test image, or it cannot be read */
    static ExampleImage of(StudyOutcome.Pair pair) {
        Dataset target = Datasets.open(pair.test().orElse(pair.target()));
        List<DatasetImage> images =
                pair.test().isPresent() && target.test().isEmpty() ? target.images() : target.test();
        List<DatasetImage> labelled =
                images.stream().filter(image -> image.labels().isPresent()).toList();
        if (labelled.isEmpty()) {
            throw new SamdaException("'%s' has no labelled test image.".formatted(target.name()));
        }
        for (int index : fromTheMiddle(labelled.size())) {
            DatasetImage image = labelled.get(index);
            List<LabelImage> labels = image.readLabels(target.classes()).orElseThrow();
            if (labels.stream().anyMatch(ExampleImage::hasForeground)) {
                return of(image, labels, target.classes());
            }
        }
        DatasetImage middle = labelled.get(labelled.size() / 2);
        return of(middle, middle.readLabels(target.classes()).orElseThrow(), target.classes());
    }

    private static ExampleImage of(DatasetImage image, List<LabelImage> labels, Classes classes) {
        int section = fromTheMiddle(labels.size()).stream()
                .filter(z -> hasForeground(labels.get(z)))
                .findFirst()
                .orElse(labels.size() / 2);
        return new ExampleImage(
                image.stem(), image.readImage(), section, labels.get(section), image.voxelSize(), classes);
    }

    private static boolean hasForeground(LabelImage labels) {
        return Arrays.stream(labels.labels()).anyMatch(label -> label > 0);
    }

    /** All places of so many, the middle first; of two equally far from it the later one. */
    static List<Integer> fromTheMiddle(int count) {
        List<Integer> places = new ArrayList<>();
        for (int away = 0; away <= count; away++) {
            int middle = count / 2;
            if (middle + away < count) {
                places.add(middle + away);
            }
            if (away > 0 && middle - away >= 0) {
                places.add(middle - away);
            }
        }
        return places;
    }

    GreyImage image() {
        return planes.get(section);
    }

    /** For the reader: its name, and which section it is. */
    String title() {
        return planes.size() == 1 ? name : name + ", section " + section;
    }
}
