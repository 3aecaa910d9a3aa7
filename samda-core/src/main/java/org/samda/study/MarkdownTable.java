// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes tables as Markdown (the dialect of GitHub); the best figures are bold. */
final class MarkdownTable {

    private MarkdownTable() {}

    static String of(StudyTable table) {
        StringBuilder text = new StringBuilder("## " + escaped(table.title()) + "\n\n");
        text.append(line(table.header().stream().map(MarkdownTable::escaped).toList()));
        text.append(line(table.header().stream().map(heading -> "---").toList()));
        for (StudyTable.Row row : table.rows()) {
            text.append(line(Stream.concat(
                            Stream.of(escaped(row.name())), row.cells().stream().map(MarkdownTable::cell))
                    .toList()));
        }
        table.notes().forEach(note -> text.append("\n").append(escaped(note)).append("\n"));
        return text.toString();
    }

    private static String cell(StudyTable.Cell cell) {
        return cell.best() ? "**" + escaped(cell.text()) + "**" : escaped(cell.text());
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The text as it is to be read, on one line. */
    static String escaped(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\|*_`<\\[\\]])", "\\\\$1");
    }
}
