// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.Classes;
import org.samda.image.LargestComponent;
import org.samda.inference.Ensemble;
import org.samda.io.AtomicFiles;

/**
 * What the folds of a cross-validation reach, and how their models are used together: its {@code crossvalidation.json}.
 *
 * @param ensemble how they are used together; what {@code samda segment} reads
 * @param perFold  each fold on the images that it holds out
 * @param overall  all folds together, so that every annotated source image counts once
 * @param tests    scores on test sets; empty if there were none
 */
public record CrossValidationResult(
        Ensemble ensemble, List<HeldOutScores> perFold, HeldOutScores overall, List<FoldScores> tests) {

    public CrossValidationResult {
        perFold = List.copyOf(perFold);
        tests = List.copyOf(tests);
    }

    /** Of the finished runs of all folds. */
    static CrossValidationResult of(List<Path> runs, Classes classes) {
        List<RunValidation> folds = runs.stream().map(RunValidation::read).toList();
        RunValidation all = RunValidation.joined(folds);
        LargestComponent chosen = all.postProcessing();
        return new CrossValidationResult(
                new Ensemble(runs.size(), chosen),
                folds.stream()
                        .map(fold -> HeldOutScores.of(fold, chosen, classes))
                        .toList(),
                HeldOutScores.of(all, chosen, classes),
                FoldScores.of(runs.stream().map(CrossValidationResult::scores).toList()));
    }

    private static StepScores scores(Path run) {
        return RunRecord.read(run.resolve("run.json"))
                .scores()
                .orElseThrow(() -> new SamdaException(
                        "The record '%s' has no scores. Start the same training again; it makes what is missing."
                                .formatted(run.resolve("run.json"))));
    }

    void write(Path folder) {
        AtomicFiles.write(folder.resolve(Ensemble.FILE), Configs.toJson(this).getBytes(StandardCharsets.UTF_8));
    }

    /** A few lines for the log. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, perFold.size())
                .forEach(fold -> lines.add(perFold.get(fold).line("fold " + fold)));
        lines.add(overall.line("all folds"));
        tests.forEach(test -> lines.add(test.line()));
        return lines;
    }
}
