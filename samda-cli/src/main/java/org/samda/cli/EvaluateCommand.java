// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.samda.config.Configs;
import org.samda.evaluation.ImageScore;
import org.samda.evaluation.InstanceScores;
import org.samda.evaluation.Scores;
import org.samda.evaluation.VariationOfInformation.Background;
import org.samda.experiment.Evaluation;
import org.samda.experiment.InstanceEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda evaluate}: scores a segmentation against labels. */
@Command(
        name = "evaluate",
        description = {
            "Scores a segmentation against labels.",
            "Dice is over all pixels of all images; an image where both sides are empty counts for nothing.",
            "With --instances both sides hold the number of an object in each voxel, and the objects are scored."
        },
        footer = {
            "",
            "Example: samda evaluate segmentation/ own/labels --json",
            "         samda evaluate objects.tif volume-instances.tif --instances"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--instances",
            description = {
                "Score objects: F1, AP, panoptic quality, variation of information, adapted Rand error.",
                "Values are taken as ids as they are, 0 is background: a mask is one object. A file is one image or volume;"
                        + " objects are counted over all files.",
                "AP is TP/(TP+FP+FN) as in microscopy, not COCO's, which needs confidences."
            })
    private boolean instances;

    @Option(
            names = "--background",
            defaultValue = "counted",
            description =
                    "With --instances, whether the labels' background is an object of the variation of information:"
                            + " counted or ignored (default: ${DEFAULT-VALUE}).")
    private Background background;

    @Parameters(index = "0", paramLabel = "PREDICTION", description = "Image, volume or folder.")
    private Path prediction;

    @Parameters(index = "1", paramLabel = "LABELS", description = "File, folder or data set with the labels.")
    private Path labels;

    @Override
    public Integer call() {
        if (!instances && spec.commandLine().getParseResult().hasMatchedOption("--background")) {
            throw new ParameterException(
                    spec.commandLine(), "--background: expected together with --instances. Add it, or leave this out.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Record scores = instances
                ? InstanceEvaluation.score(prediction, labels, background)
                : Evaluation.score(prediction, labels);
        if (json.isGiven()) {
            out.print(Configs.toJson(scores));
        } else if (scores instanceof InstanceScores ofInstances) {
            InstanceTable.print(ofInstances, out);
        } else if (scores instanceof Scores ofClasses) {
            print(ofClasses, out);
        }
        out.flush();
        return 0;
    }

    private static void print(Scores scores, PrintWriter out) {
        for (ImageScore image : scores.perImage()) {
            out.printf(Locale.ROOT, "%-30s Dice %.3f  IoU %.3f%n", image.name(), image.dice(), image.iou());
        }
        scores.perClass()
                .forEach(
                        c -> out.printf(Locale.ROOT, "class %-24s Dice %.3f  IoU %.3f%n", c.name(), c.dice(), c.iou()));
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
}
