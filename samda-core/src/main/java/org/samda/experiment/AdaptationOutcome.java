// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.samda.SamdaException;

/**
 * What became of step 2, read from a run's {@code metrics.csv} (PAPER row 11).
 *
 * @param iterations that it took; 0 if there was no step 2
 * @param last       its last values by name
 */
record AdaptationOutcome(long iterations, Map<String, Double> last) {

    AdaptationOutcome {
        last = Map.copyOf(last);
    }

    static AdaptationOutcome of(Path metrics) {
        List<String[]> rows = rows(metrics);
        Map<String, Double> last = new HashMap<>();
        rows.forEach(row -> last.put(row[3], Double.valueOf(row[4])));
        long iterations = rows.isEmpty() ? 0 : Long.parseLong(rows.get(rows.size() - 1)[2]) + 1;
        return new AdaptationOutcome(iterations, last);
    }

    private static List<String[]> rows(Path metrics) {
        try (var lines = Files.lines(metrics)) {
            return lines.filter(line -> line.startsWith("2,"))
                    .map(line -> line.split(",", 5))
                    .toList();
        } catch (IOException e) {
            throw new SamdaException("The metrics '%s' cannot be read: %s.".formatted(metrics, e), e);
        }
    }

    boolean isRolledBack() {
        return last.containsKey("rolledBack");
    }

    /** For the log; empty if there was no step 2. */
    Optional<String> line() {
        if (iterations == 0) {
            return Optional.empty();
        }
        return Optional.of(
                isRolledBack()
                        ? "warning: " + rolledBack()
                                + " Try a lower training.adaptation.learningRate, anchored=true or a higher keepSource,"
                                + " in a new folder."
                        : "step 2: after it the target's features have " + spread());
    }

    /** For the run's record, report and model card. */
    List<String> deviations() {
        return isRolledBack() ? List.of("row 11: " + rolledBack()) : List.of();
    }

    private String rolledBack() {
        String why = last.containsKey("lossNotFinite")
                ? "its loss was no longer a number"
                : "the target's features collapsed to " + spread();
        return "step 2 was undone after iteration %d: %s. What follows started from the weights of step 1."
                .formatted(iterations, why);
    }

    private String spread() {
        return String.format(
                Locale.ROOT,
                "%.2f of their variance and %.2f of their effective rank before",
                last.getOrDefault("varianceRatio", Double.NaN),
                last.getOrDefault("rankRatio", Double.NaN));
    }
}
