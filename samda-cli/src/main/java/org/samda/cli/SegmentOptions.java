// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.Progress;
import org.samda.catalog.WeightsCache;
import org.samda.experiment.EncoderKind;
import org.samda.image.TileGrid;
import org.samda.inference.Averaging;
import org.samda.inference.LoadedModels;
import org.samda.inference.ModelFile;
import org.samda.inference.NnUNetModel;
import org.samda.inference.SegmentationJob;
import org.samda.inference.Segmenter;
import org.samda.inference.Tiling;
import org.samda.torch.Engine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is segmented with which model, how, and where the result goes; mixed in with {@code @Mixin}. */
public final class SegmentOptions {
    private static final double LARGEST_OVERLAP = 0.9;

    @Mixin
    private final EncoderWeightsFile weights;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

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

    SegmentOptions(WeightsCache cache) {
        weights = new EncoderWeightsFile(cache);
    }

    /** With this user's cache of published weights. */
    public static SegmentOptions ofThisUser() {
        return new SegmentOptions(WeightsCache.in(SamdaHome.ofThisUser()));
    }

    /** A bar on a terminal, lines elsewhere, warnings alone with {@code --quiet}. */
    public Progress progress() {
        return compute.progress();
    }

    /** Whether a number of threads was asked for. */
    public boolean saysThreads() {
        return compute.saysThreads();
    }

    /** Loads libtorch and settles threads, device and precision. */
    public Engine engine() {
        return compute.engine();
    }

    /** What is to be done. */
    public SegmentationJob job() {
        return new SegmentationJob(input, output, probabilities, overwrite, cut.cut());
    }

    /**
     * Reads the models; the caller closes them.
     *
     * @throws ParameterException if weights are named that no model needs
     */
    public LoadedModels models() {
        requireUseForWeights();
        return LoadedModels.read(
                models, encoder -> weights.of(EncoderKind.named(encoder.name())).orElseThrow());
    }

    /**
     * What segments with them.
     *
     * @param loaded lent
     */
    public Segmenter segmenter(LoadedModels loaded, Engine engine) {
        return Segmenter.of(loaded, engine, tiling(), compute.maxMemory().bytes());
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
}
