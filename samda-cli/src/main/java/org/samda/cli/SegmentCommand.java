// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.SamdaException;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import org.samda.inference.LoadedModels;
import org.samda.inference.SegmentationJob;
import org.samda.inference.SegmentationSummary;
import org.samda.inference.Segmenter;
import org.samda.inference.VolumeSegmentation;
import org.samda.io.CompanionFile;
import org.samda.io.Volumes;
import org.samda.objects.Measurement;
import org.samda.objects.MeasurementJob;
import org.samda.objects.ObjectSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code samda segment}: an image, a folder or a volume into its segmentation. */
@Command(
        name = "segment",
        description = "Segments an image, a folder of images or a volume with a trained model.",
        footer = {"", "Example: samda segment --model runs/own stack.tif segmentation.tif"})
final class SegmentCommand implements Callable<Integer> {
    @Mixin
    private final SegmentOptions options;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--instances",
            description = {
                "Also number the objects (NAME-instances.tif beside OUTPUT) and measure them (NAME-instances.csv),",
                "as samda measure does."
            })
    private boolean instances;

    @Mixin
    private ObjectOptions objects;

    SegmentCommand(WeightsCache cache) {
        options = new SegmentOptions(cache);
    }

    @Override
    public Integer call() {
        SegmentationJob job = options.job();
        Optional<MeasurementJob> measurement = measurement(job);
        try (LoadedModels loaded = options.models()) {
            Segmenter segmenter = options.segmenter(loaded, options.engine());
            SegmentationSummary summary =
                    new VolumeSegmentation(segmenter, loaded.description().classes(), options.progress()).run(job);
            report(job.output(), summary, measurement.map(each -> Measurement.run(each, options.progress())));
        }
        return 0;
    }

    /** Of the segmentation, once it is there. */
    private Optional<MeasurementJob> measurement(SegmentationJob job) {
        if (!instances) {
            if (objects.areGiven()) {
                throw new ParameterException(
                        spec.commandLine(), "options that say what an object is are for --instances. Add it.");
            }
            return Optional.empty();
        }
        Path labels = job.output();
        MeasurementJob.Outputs outputs = new MeasurementJob.Outputs(
                CompanionFile.of(labels, "-instances", ".csv"),
                Optional.of(CompanionFile.of(labels, "-instances")),
                Optional.empty(),
                job.overwrite());
        MeasurementJob measurement = new MeasurementJob(
                labels, Optional.empty(), Optional.empty(), objects.rules(false), objects.physical(), outputs);
        if (Volumes.isFolderOfImages(job.input())) {
            throw new SamdaException(
                    "Instances are numbered in one volume, and '%s' is a folder of images. Leave --instances out, and measure the results one by one."
                            .formatted(job.input()));
        }
        Measurement.requireFree(measurement);
        return Optional.of(measurement);
    }

    private void report(Path output, SegmentationSummary summary, Optional<ObjectSummary> found) {
        var out = spec.commandLine().getOut();
        if (json.isGiven()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("output", output.toString());
            result.put("files", summary.files());
            result.put("sections", summary.sections());
            result.put("resumed", summary.resumed());
            found.ifPresent(objectSummary -> result.put("instances", objectSummary));
            out.print(Configs.toJson(result));
        } else {
            out.printf("Wrote %s (%d files, %d sections)%n", output, summary.files(), summary.sections());
            found.ifPresent(objectSummary -> MeasureCommand.print(objectSummary, out));
        }
        out.flush();
    }
}
