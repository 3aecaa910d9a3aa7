// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samda.evaluation.Scores;

/**
 * How good the model was on labelled test images after each step that ran.
 *
 * @param entries by step, then by test set; empty if there was nothing to score on
 */
public record StepScores(List<Entry> entries) {
    /** Follows a test set's name where every image was given another one's embedding. */
    static final String SHUFFLED = ", embeddings shuffled";

    private static final int LONGEST_NAME = 100;

    /**
     * One score.
     *
     * @param step    after which step, 1 to 3
     * @param testSet name of the test set
     * @param scores  figures on all its labelled images
     */
    public record Entry(int step, String testSet, Scores scores) {}

    public StepScores {
        entries = List.copyOf(entries);
    }

    /** Pooled foreground Dice after a step on the test set of this name. */
    public Optional<Double> dice(int step, String testSet) {
        return entries.stream()
                .filter(e -> e.step() == step && e.testSet().equals(testSet))
                .map(e -> e.scores().dice())
                .findFirst();
    }

    /** Names of the test sets. */
    List<String> testSets() {
        return entries.stream()
                .map(Entry::testSet)
                .filter(name -> !name.endsWith(SHUFFLED))
                .distinct()
                .toList();
    }

    /** Name of the file in {@code report/} that shows the first image of a test set; data sets may be called anything. */
    static String pictureOf(String testSet) {
        String safe = testSet.replaceAll("[^A-Za-z0-9-]", "_");
        return safe.substring(0, Math.min(safe.length(), LONGEST_NAME)) + ".png";
    }

    /** A line for each score. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        entries.forEach(e -> lines.add(String.format(
                Locale.ROOT,
                "after step %d, %s: Dice %.3f (precision %.3f, recall %.3f, %d images)%s",
                e.step(),
                e.testSet(),
                e.scores().dice(),
                e.scores().precision(),
                e.scores().recall(),
                e.scores().perImage().size(),
                classes(e.scores()))));
        return lines;
    }

    /** Where there are several: Dice of each over all pixels, and the mean over images. */
    private static String classes(Scores scores) {
        return scores.perClass().stream()
                .map(c ->
                        String.format(Locale.ROOT, "; %s %.3f (mean of images %.3f)", c.name(), c.dice(), c.meanDice()))
                .collect(Collectors.joining());
    }
}
