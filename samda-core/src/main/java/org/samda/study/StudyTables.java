// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.samda.io.AtomicFiles;

/** A study's tables, in the form of the paper's: {@code tables.md} and {@code tables.tex}. */
final class StudyTables {

    private StudyTables() {}

    static void write(Path folder, StudyConfig study, StudyOutcome outcome) {
        List<StudyTable> tables = of(study, outcome);
        write(
                folder.resolve("tables.md"),
                "# %s\n\n%s\n\n".formatted(MarkdownTable.escaped(study.name()), introduction(study)),
                tables.stream().map(MarkdownTable::of).collect(Collectors.joining("\n")));
        write(
                folder.resolve("tables.tex"),
                LatexTable.PREAMBLE + "\n",
                tables.stream().map(LatexTable::of).collect(Collectors.joining("\n")));
    }

    /** Table 1 for every pair and class, table 2, and the tests. */
    static List<StudyTable> of(StudyConfig study, StudyOutcome outcome) {
        Figures figures = new Figures(study, outcome, PaperFigures.load());
        List<StudyTable> tables = new ArrayList<>();
        for (StudyConfig.Pair pair : study.pairs()) {
            figures.targets().forEach(target -> tables.add(ShotsTable.of(figures, pair.name(), target)));
        }
        tables.add(PairsTable.of(figures));
        tables.add(TestsTable.of(figures));
        return tables;
    }

    private static String introduction(StudyConfig study) {
        return study.seeds().size() == 1
                ? "Dice pooled over all test images; single runs."
                : "Dice pooled over all test images; mean ± sample standard deviation over %d seeds."
                        .formatted(study.seeds().size());
    }

    private static void write(Path file, String head, String body) {
        AtomicFiles.write(file, (head + body).getBytes(StandardCharsets.UTF_8));
    }
}
