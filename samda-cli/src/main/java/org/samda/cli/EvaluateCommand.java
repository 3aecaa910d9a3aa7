// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.samda.config.Configs;
import org.samda.evaluation.ImageScore;
import org.samda.evaluation.Scores;
import org.samda.experiment.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda evaluate}: scores a segmentation against labels. */
@Command(
        name = "evaluate",
        description = {
            "Scores a segmentation against labels.",
            "Dice is over all pixels of all images; an image where both sides are empty counts for nothing."
        },
        footer = {"", "Example: samda evaluate segmentation/ own/labels --json"})
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Parameters(index = "0", paramLabel = "PREDICTION", description = "Image, volume or folder.")
    private Path prediction;

    @Parameters(index = "1", paramLabel = "LABELS", description = "File, folder or data set with the labels.")
    private Path labels;

    @Override
    public Integer call() {
        Scores scores = Evaluation.score(prediction, labels);
        var out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(scores));
        } else {
            for (ImageScore image : scores.perImage()) {
                out.printf(Locale.ROOT, "%-30s Dice %.3f  IoU %.3f%n", image.name(), image.dice(), image.iou());
            }
            scores.perClass()
                    .forEach(c ->
                            out.printf(Locale.ROOT, "class %-24s Dice %.3f  IoU %.3f%n", c.name(), c.dice(), c.iou()));
            out.printf(
                    Locale.ROOT,
                    "all %d images: Dice %.4f  IoU %.4f  precision %.4f  recall %.4f  (mean of images: Dice %.4f)%n",
                    scores.perImage().size(),
                    scores.dice(),
                    scores.iou(),
                    scores.precision(),
                    scores.recall(),
                    scores.meanDice());
        }
        out.flush();
        return 0;
    }
}
