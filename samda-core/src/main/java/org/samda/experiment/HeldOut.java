// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import org.samda.SamdaException;
import org.samda.data.CrossValidation;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.training.ValidationConfig;

/**
 * The annotated source images that step 1 is validated on, and those around them (COMPONENTS section 9; PAPER row 13).
 *
 * @param validation scored after every epoch; empty where nothing is held out
 * @param gap        neighbours of held-out sections, which are not used at all
 */
record HeldOut(List<DatasetImage> validation, List<DatasetImage> gap) {
    /** Follows the source's name where the held-out images are scored. */
    static final String SUFFIX = " (held out)";

    static final HeldOut NOTHING = new HeldOut(List.of(), List.of());

    /** With fewer images for each fold, holding some out costs more than it tells. */
    private static final int IMAGES_PER_FOLD = 2;

    HeldOut {
        validation = List.copyOf(validation);
        gap = List.copyOf(gap);
    }

    /**
     * One fold: of scans a random one, nnU-Net's; of sections the same, or neighbouring ones with a gap.
     *
     * @param annotated source images in their order
     */
    static HeldOut of(List<DatasetImage> annotated, ValidationConfig config) {
        if (!config.holdsOut() || annotated.size() < IMAGES_PER_FOLD * config.folds()) {
            return NOTHING;
        }
        boolean random = config.split() == ValidationConfig.Split.RANDOM
                || annotated.stream().anyMatch(DatasetImage::isScan);
        List<CrossValidation.Fold> folds = random
                ? CrossValidation.random(annotated.size(), config.folds())
                : CrossValidation.blocks(annotated.size(), config.folds(), config.gap());
        CrossValidation.Fold fold = folds.get(config.fold());
        List<DatasetImage> validation =
                fold.validation().stream().map(annotated::get).toList();
        List<DatasetImage> training =
                fold.training().stream().map(annotated::get).toList();
        List<DatasetImage> gap = annotated.stream()
                .filter(image -> !validation.contains(image) && !training.contains(image))
                .toList();
        return new HeldOut(validation, gap);
    }

    /** Makes sure that of this data set every one of so many folds holds something out. */
    static void requireEnough(Dataset source, int folds) {
        int annotated = TrainingData.labelled(source.training()).size();
        if (annotated < IMAGES_PER_FOLD * folds) {
            throw new SamdaException(
                    "Cross-validation with %d folds needs at least %d annotated training images, found %d in source '%s'. Annotate more%s."
                            .formatted(
                                    folds,
                                    IMAGES_PER_FOLD * folds,
                                    annotated,
                                    source.name(),
                                    annotated < 2 * IMAGES_PER_FOLD
                                            ? ""
                                            : ", or choose at most %d folds".formatted(annotated / IMAGES_PER_FOLD)));
        }
    }

    boolean contains(DatasetImage image) {
        return validation.contains(image) || gap.contains(image);
    }

    /** Such as {@code , 4 more held out, 1 left out beside them}. */
    String note() {
        String beside = gap.isEmpty() ? "" : ", %d left out beside them".formatted(gap.size());
        return validation.isEmpty() ? "" : ", %d more held out%s".formatted(validation.size(), beside);
    }
}
