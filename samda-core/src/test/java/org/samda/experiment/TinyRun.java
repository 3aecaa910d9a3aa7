// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.Progress;
import org.samda.data.PreparedStore;
import org.samda.image.VolumeSize;
import org.samda.phantom.PhantomDomain;

/** Whole runs with a network of a few thousand weights, on generated images of 64 px. */
public final class TinyRun {
    /** What makes the preset quick so small that a step takes a fraction of a second. */
    public static final List<String> SETTINGS = List.of(
            "plan.downsampling=1",
            "plan.patchSize=32",
            "plan.batchSize=2",
            "plan.stages=3",
            "plan.baseFeatures=4",
            "plan.maxFeatures=8",
            "tiny.encoder.embedDim=8",
            "tiny.encoder.depth=1",
            "tiny.encoder.heads=2",
            "tiny.encoder.windowSize=2",
            "tiny.encoder.globalBlocks=[0]",
            "tiny.encoder.pretrainedGrid=2",
            "tiny.encoder.outChannels=8",
            "tiny.minSide=32",
            "training.source.epochs=2",
            "training.source.iterationsPerEpoch=2",
            "training.adaptation.epochs=2",
            "training.adaptation.pairs=2",
            "training.fewShot.epochs=2",
            "training.fewShot.iterationsPerEpoch=2");

    /** Lines of the three steps' losses with these settings. */
    static final int ITERATIONS = 12;

    private static final int SIDE = 64;

    private TinyRun() {}

    /** Writes {@code source} (3 images), {@code target} (4, of which 2 are for testing) and {@code more} (1) into it. */
    static void makeData(Path folder) {
        write(folder.resolve("source"), PhantomDomain.FIB_SEM, 3, 0, 1);
        write(folder.resolve("target"), PhantomDomain.SS_TEM, 4, 2, 11);
        write(folder.resolve("more"), PhantomDomain.FIB_SEM, 1, 0, 21);
    }

    /** The three steps on that data. */
    static RunConfig config(Path data, String... settings) {
        return config(inputs(data), List.of(1, 2, 3), EncoderKind.TINY, settings);
    }

    static RunConfig config(RunConfig.Inputs inputs, List<Integer> steps, EncoderKind encoder, String... settings) {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(settings));
        return new RunConfig(
                inputs,
                new RunConfig.Method(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, encoder, steps),
                new RunConfig.Compute(7, 1, "cpu", "fp32", Optional.empty()),
                Presets.settings(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, all));
    }

    static RunConfig.Inputs inputs(Path data) {
        return new RunConfig.Inputs(
                Optional.of(data.resolve("source")),
                Optional.of(data.resolve("target")),
                Optional.empty(),
                Optional.of(1),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same run, computed in another way. */
    static RunConfig with(RunConfig.Compute compute, RunConfig config) {
        return new RunConfig(config.inputs(), config.method(), compute, config.settings());
    }

    static StepScores train(RunConfig config, Path out) {
        return new TrainingRun(config, out, prepared(out), Progress.NONE, line -> {}).run();
    }

    /** Prepared images beside the run. */
    static PreparedStore.Location prepared(Path out) {
        return new PreparedStore.Location(out.resolveSibling("prepared"), 1 << 24);
    }

    private static void write(Path out, PhantomDomain domain, int images, int tests, long seed) {
        new PhantomData(domain.coarser(4), new VolumeSize(SIDE, SIDE, 1), images, seed)
                .writeAs(String.valueOf(out.getFileName()), out, tests, Progress.NONE);
    }
}
