// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.samda.Interruptions;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.data.Preprocessing;
import org.samda.evaluation.PostProcessingChoice;
import org.samda.evaluation.RemovalCounts;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;
import org.samda.inference.Segmenter;
import org.samda.io.AtomicFiles;

/**
 * How the model segments the held-out source images after step 1, with and without removing small components: a run's
 * {@code validation.json}, from which post-processing is chosen (COMPONENTS section 13).
 *
 * @param cases one for each held-out image, or each of its sections where these are cases; at least one
 */
record RunValidation(List<Case> cases) {
    private static final String FILE = "validation.json";

    /**
     * @param name   of the image
     * @param counts of its pixels
     */
    record Case(String name, RemovalCounts counts) {}

    RunValidation {
        cases = List.copyOf(cases);
    }

    /** Segments the images with the model as it is; each is in memory alone. */
    static RunValidation of(List<DatasetImage> images, Classes classes, Segmenter segmenter, Progress progress) {
        Preprocessing.Unit unit = segmenter.unit();
        List<Case> cases = new ArrayList<>();
        int done = 0;
        progress.start("validating step 1", images.size());
        try {
            for (DatasetImage image : images) {
                Interruptions.check();
                List<GreyImage> planes = image.readImage();
                List<LabelImage> labels = image.readLabels(classes, planes).orElseThrow();
                List<LabelImage> prediction = segmenter.segment(planes, image.voxelSize());
                for (int i = 0; i < unit.cases(labels).size(); i++) {
                    RemovalCounts counts = RemovalCounts.of(
                            unit.cases(prediction).get(i), unit.cases(labels).get(i), classes.count() - 1);
                    cases.add(new Case(image.stem(), counts));
                }
                progress.at(++done, image.stem());
            }
        } finally {
            progress.end();
        }
        return new RunValidation(cases);
    }

    /** Several folds as one. */
    static RunValidation joined(List<RunValidation> folds) {
        return new RunValidation(
                folds.stream().flatMap(fold -> fold.cases().stream()).toList());
    }

    void write(Path run) {
        AtomicFiles.write(run.resolve(FILE), Configs.toJson(this).getBytes(StandardCharsets.UTF_8));
    }

    static RunValidation read(Path run) {
        Path file = run.resolve(FILE);
        try {
            return Configs.fromJson(Files.readString(file), file.toString(), RunValidation.class);
        } catch (IOException e) {
            throw new SamdaException(
                    "'%s' cannot be read: %s. Start the same training again; it makes what is missing."
                            .formatted(file, e),
                    e);
        }
    }

    /** nnU-Net's rule. */
    LargestComponent postProcessing() {
        return PostProcessingChoice.of(cases.stream().map(Case::counts).toList());
    }

    /** What was chosen, in words. */
    String summary(Classes classes) {
        return "post-processing: %s (chosen on %d held-out source images)"
                .formatted(inWords(postProcessing(), classes), cases.size());
    }

    /** Such as "only the largest component of nucleus". */
    static String inWords(LargestComponent chosen, Classes classes) {
        String kept = (chosen.ofForeground() ? "the whole foreground" : "")
                + (chosen.ofForeground() && !chosen.ofLabels().isEmpty() ? " and of " : "")
                + chosen.ofLabels().stream().map(classes::name).collect(Collectors.joining(", "));
        return chosen.keepsAll() ? "nothing" : "only the largest component of " + kept;
    }
}
