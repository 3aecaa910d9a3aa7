// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes tables as LaTeX; the best figures are bold. */
final class LatexTable {
    /** To stand before the tables: lines look better with the package booktabs, and do without it. */
    static final String PREAMBLE = """
            % Lines look better with \\usepackage{booktabs}; without it they are plain.
            \\providecommand{\\toprule}{\\hline}
            \\providecommand{\\midrule}{\\hline}
            \\providecommand{\\bottomrule}{\\hline}
            """;

    private static final Map<Character, String> SPECIAL = Map.ofEntries(
            Map.entry('\\', "\\textbackslash{}"),
            Map.entry('{', "\\{"),
            Map.entry('}', "\\}"),
            Map.entry('$', "\\$"),
            Map.entry('&', "\\&"),
            Map.entry('#', "\\#"),
            Map.entry('%', "\\%"),
            Map.entry('_', "\\_"),
            Map.entry('^', "\\textasciicircum{}"),
            Map.entry('~', "\\textasciitilde{}"),
            Map.entry('<', "\\textless{}"),
            Map.entry('>', "\\textgreater{}"),
            Map.entry('|', "\\textbar{}"),
            Map.entry('±', "$\\pm$"));

    private LatexTable() {}

    static String of(StudyTable table) {
        String notes = table.notes().stream().map(note -> " " + escaped(note)).collect(Collectors.joining());
        StringBuilder text = new StringBuilder("\\begin{table}\n\\centering\n");
        text.append("\\caption{")
                .append(escaped(table.title()))
                .append(".")
                .append(notes)
                .append("}\n");
        text.append("\\begin{tabular}{l")
                .append("c".repeat(table.header().size() - 1))
                .append("}\n\\toprule\n");
        text.append(line(table.header().stream().map(LatexTable::escaped).toList()))
                .append("\\midrule\n");
        for (StudyTable.Row row : table.rows()) {
            text.append(line(Stream.concat(
                            Stream.of(escaped(row.name())), row.cells().stream().map(LatexTable::cell))
                    .toList()));
        }
        return text.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
    }

    private static String cell(StudyTable.Cell cell) {
        return cell.best() ? "\\textbf{" + escaped(cell.text()) + "}" : escaped(cell.text());
    }

    private static String line(List<String> cells) {
        return String.join(" & ", cells) + " \\\\\n";
    }

    /** The text as it is to be read, on one line. */
    static String escaped(String text) {
        return text.replaceAll("\\s+", " ")
                .chars()
                .mapToObj(c -> SPECIAL.getOrDefault((char) c, String.valueOf((char) c)))
                .collect(Collectors.joining());
    }
}
