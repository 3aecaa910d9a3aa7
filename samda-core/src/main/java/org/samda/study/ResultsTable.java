// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.samda.io.AtomicFiles;

/** A study's {@code results.csv}: a row for each figure. */
final class ResultsTable {
    static final String FILE = "results.csv";

    private ResultsTable() {}

    static void write(Path folder, StudyOutcome outcome) {
        AtomicFiles.write(folder.resolve(FILE), text(folder, outcome).getBytes(StandardCharsets.UTF_8));
    }

    /** Figures that are no numbers are empty. */
    static String text(Path folder, StudyOutcome outcome) {
        StringBuilder csv = new StringBuilder("pair,method,shots,seed,target,dice,meanDice,seconds,run\n");
        for (StudyScore score : outcome.scores()) {
            StudyScore.Place place = score.place();
            String run = folder.relativize(outcome.runs().get(place)).toString().replace('\\', '/');
            csv.append("%s,%s,%d,%d,%s,%s,%s,%s,%s\n"
                    .formatted(
                            quoted(place.pair()),
                            quoted(place.method()),
                            place.shots(),
                            place.seed(),
                            quoted(score.target()),
                            number(score.dice()),
                            number(score.meanDice()),
                            number(score.seconds()),
                            quoted(run)));
        }
        return csv.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
    }

    /** RFC 4180. */
    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
