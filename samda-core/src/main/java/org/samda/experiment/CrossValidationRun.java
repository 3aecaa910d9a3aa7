// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.PreparedStore;
import org.samda.inference.Ensemble;

/**
 * {@code samda train --folds}: ordinary runs that differ in which part of the source is held out, so that every annotated
 * source image is judged by a model that has not seen it, and post-processing is chosen on all of them (COMPONENTS
 * sections 9 and 13).
 *
 * <p>Started again on the same folder it goes on with the first fold that is not finished. All folds have the first one's
 * plan, also where they are trained on different machines.
 */
public final class CrossValidationRun {
    private static final String OWN_FILES = "fold_\\d+|" + Ensemble.FILE.replace(".", "\\.") + "|\\..+\\.part";

    private final RunConfig config;
    private final Path folder;
    private final PreparedStore.Location prepared;
    private final Progress progress;
    private final Consumer<String> log;

    /** The parameters of a {@link TrainingRun}; the folds' runs are made inside the folder. */
    public CrossValidationRun(
            RunConfig config, Path folder, PreparedStore.Location prepared, Progress progress, Consumer<String> log) {
        this.config = config;
        this.folder = folder;
        this.prepared = prepared;
        this.progress = progress;
        this.log = log;
    }

    /**
     * Trains what is left to train, and writes {@code crossvalidation.json}.
     *
     * @param folds number of models, at least 2; each annotated source image is held out of one of them
     * @throws SamdaException if there are too few images, the folder belongs to something else, or a fold's run fails
     */
    public CrossValidationResult run(int folds) {
        List<RunConfig> configs =
                IntStream.range(0, folds).mapToObj(fold -> fold(folds, fold)).toList();
        requireOwn();
        List<Path> runs = IntStream.range(0, folds)
                .mapToObj(fold -> Ensemble.fold(folder, fold))
                .toList();
        Dataset source = source(configs.get(0), folds);
        IntStream.range(0, folds).forEach(fold -> RunFolder.requireSuitable(runs.get(fold), configs.get(fold)));
        for (int fold = 0; fold < folds; fold++) {
            if (FinishedRun.isFinished(runs.get(fold))) {
                log.accept("fold %d of %d has been trained".formatted(fold, folds));
            } else {
                log.accept("fold %d of %d".formatted(fold, folds));
                new TrainingRun(configs.get(fold), runs.get(fold), prepared, progress, log).run(runs.get(0));
            }
        }
        CrossValidationResult result = CrossValidationResult.of(runs, source.classes());
        result.write(folder);
        result.lines().forEach(log);
        return result;
    }

    /** The run's configuration, but for what is held out. */
    private RunConfig fold(int folds, int fold) {
        Settings settings = Presets.changed(
                config.settings(), List.of("training.validation.folds=" + folds, "training.validation.fold=" + fold));
        return new RunConfig(config.inputs(), config.method(), config.compute(), settings);
    }

    /** The source, of which every fold holds something out. */
    private Dataset source(RunConfig first, int folds) {
        if (!config.method().steps().contains(1) || config.inputs().from().isPresent()) {
            throw new SamdaException(
                    "Cross-validation judges what step 1 learns of images that it has not seen: add step 1 to --steps, and leave --from out.");
        }
        Dataset source = TrainingData.open(first).source().orElseThrow();
        HeldOut.requireEnough(source, folds);
        return source;
    }

    private void requireOwn() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.matches(OWN_FILES))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new SamdaException(
                                "'%s' is no cross-validation but holds other files (such as %s). Choose a new folder with --out."
                                        .formatted(folder, name));
                    });
        } catch (IOException e) {
            throw new SamdaException(
                    "'%s' cannot be used for a cross-validation: %s. Choose a new folder with --out."
                            .formatted(folder, e),
                    e);
        }
    }
}
