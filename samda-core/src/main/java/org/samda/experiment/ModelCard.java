// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person should know before using a model, as Markdown inside {@code model.samda}. */
final class ModelCard {
    private static final String TEXT = """
            # SAMDA model

            Segments the classes named in model.json. Trained by few-shot domain adaptation for electron microscopy (SAMDA, ISBI 2025).

            * preset %s, mode %s, generic encoder %s, steps %s
            * source: %s
            * target: %s
            * shots (annotated target images): %s
            * done to segmentations: %s
            * made with samda %s, libtorch %s, seed %d, %s on %s

            ## Scores

            %s

            ## Deviations from the paper

            %s

            ## Limits

            Valid for images like the target's. Look at the segmentation of a few sections before counting on it.
            """;

    private ModelCard() {}

    static String of(RunConfig config, RunRecord record, StepScores scores, String postProcessing) {
        return TEXT.formatted(
                config.method().preset(),
                config.method().mode(),
                config.method().encoder(),
                config.method().steps(),
                named(config.inputs().source()),
                named(config.inputs().target()),
                record.shots().isEmpty() ? "none" : HtmlText.line(String.join(", ", record.shots())),
                HtmlText.line(postProcessing),
                record.samda(),
                record.libtorch(),
                record.seed(),
                record.precision(),
                record.device(),
                scores(config, scores),
                bullets(record.deviations()));
    }

    private static String scores(RunConfig config, StepScores scores) {
        return scores.entries().isEmpty()
                ? "None: there were no labelled test images."
                : bullets(scores.lines()) + "\n\n" + config.settings().scoring().note();
    }

    private static String named(Optional<Path> dataset) {
        return dataset.map(path -> HtmlText.line(path.toString())).orElse("none");
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "* " + HtmlText.line(line)).collect(Collectors.joining("\n"));
    }
}
