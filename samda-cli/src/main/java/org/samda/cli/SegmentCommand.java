// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.SamdaException;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import org.samda.experiment.EncoderKind;
import org.samda.image.TileGrid;
import org.samda.inference.Averaging;
import org.samda.inference.LoadedModels;
import org.samda.inference.ModelFile;
import org.samda.inference.NnUNetModel;
import org.samda.inference.SegmentationJob;
import org.samda.inference.SegmentationSummary;
import org.samda.inference.Segmenter;
import org.samda.inference.Tiling;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda segment}: an image, a folder or a volume into its segmentation. */
@Command(
        name = "segment",
        description = "Segments an image, a folder of images or a volume with a trained model.",
        footer = {"", "Example: samda segment --model runs/own stack.tif segmentation.tif"})
final class SegmentCommand implements Callable<Integer> {
    private static final double LARGEST_OVERLAP = 0.9;

    @Mixin
    private final EncoderWeightsFile weights;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN_OR_FILE",
            description = {
                "Run directory, model.samda, or a 2d network that nnU-Net trained.",
                "Several, or a run with folds: their scores are averaged."
            })
    private List<Path> models;

    @Option(
            names = "--probabilities",
            paramLabel = "FILE",
            description = "Also write the foreground's probability, as float32 TIFF or NIfTI (a folder for a folder).")
    private Optional<Path> probabilities = Optional.empty();

    @Option(names = "--mirror", description = "Average over mirror images: a little better, four times slower.")
    private boolean mirror;

    @Option(
            names = "--symmetries",
            description = "Average over mirror images and quarter turns: eight times slower, and best.")
    private boolean symmetries;

    @Mixin
    private CutOptions cut;

    @Option(
            names = "--overlap",
            paramLabel = "F",
            description =
                    "Overlap of neighbouring tiles, 0 to 0.9 of a tile (default: 0.5). 0.125 is three times as fast.")
    private double overlap = 1 - TileGrid.DEFAULT_STEP;

    @Option(
            names = "--instances",
            description = {
                "Also number the objects (NAME-instances.tif beside OUTPUT) and measure them (NAME-instances.csv),",
                "as samda measure does."
            })
    private boolean instances;

    @Mixin
    private ObjectOptions objects;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    private boolean overwrite;

    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description = {
                "Image or volume: PNG, TIFF, NIfTI, MRC, HDF5 (v.h5/raw), Zarr, N5;",
                "or a folder of images, one by one."
            })
    private Path input;

    @Parameters(index = "1", paramLabel = "OUTPUT", description = "File for a file, folder for a folder.")
    private Path output;

    SegmentCommand(WeightsCache cache) {
        weights = new EncoderWeightsFile(cache);
    }

    @Override
    public Integer call() {
        requireUseForWeights();
        Optional<MeasurementJob> measurement = measurement();
        try (LoadedModels loaded = LoadedModels.read(models, encoder -> encoderWeights(encoder.name()))) {
            Segmenter segmenter = Segmenter.of(
                    loaded, compute.engine(), tiling(), compute.maxMemory().bytes());
            SegmentationSummary summary = new VolumeSegmentation(
                            segmenter, loaded.description().classes(), compute.progress())
                    .run(new SegmentationJob(input, output, probabilities, overwrite, cut.cut()));
            report(summary, measurement.map(job -> Measurement.run(job, compute.progress())));
        }
        return 0;
    }

    /** Of the segmentation, once it is there. */
    private Optional<MeasurementJob> measurement() {
        if (!instances) {
            if (objects.areGiven()) {
                throw new ParameterException(
                        spec.commandLine(), "options that say what an object is are for --instances. Add it.");
            }
            return Optional.empty();
        }
        MeasurementJob.Outputs outputs = new MeasurementJob.Outputs(
                CompanionFile.of(output, "-instances", ".csv"),
                Optional.of(CompanionFile.of(output, "-instances")),
                Optional.empty(),
                overwrite);
        MeasurementJob job = new MeasurementJob(
                output, Optional.empty(), Optional.empty(), objects.rules(false), objects.physical(), outputs);
        if (Volumes.isFolderOfImages(input)) {
            throw new SamdaException(
                    "Instances are numbered in one volume, and '%s' is a folder of images. Leave --instances out, and measure the results one by one."
                            .formatted(input));
        }
        Measurement.requireFree(job);
        return Optional.of(job);
    }

    private void requireUseForWeights() {
        boolean needed = models.stream()
                .filter(model -> !NnUNetModel.isOne(model))
                .flatMap(model -> LoadedModels.locate(model).stream())
                .map(ModelFile::describe)
                .anyMatch(description -> description
                        .encoder()
                        .filter(encoder -> !encoder.embedded())
                        .isPresent());
        if (weights.isNamed() && !needed) {
            throw new ParameterException(
                    spec.commandLine(), "--weights: the model holds all of its weights itself. Leave --weights out.");
        }
    }

    private Tiling tiling() {
        if (!(overlap >= 0 && overlap <= LARGEST_OVERLAP)) {
            throw new ParameterException(
                    spec.commandLine(), "--overlap: expected 0 to %s, got %s".formatted(LARGEST_OVERLAP, overlap));
        }
        return new Tiling(averaging(), 1 - overlap);
    }

    private Averaging averaging() {
        if (symmetries) {
            return Averaging.SYMMETRIES;
        }
        return mirror ? Averaging.MIRRORS : Averaging.NONE;
    }

    private Path encoderWeights(String encoder) {
        return weights.of(EncoderKind.named(encoder)).orElseThrow();
    }

    private void report(SegmentationSummary summary, Optional<ObjectSummary> found) {
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
