// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;

/**
 * A table of a study, before it is written in any language.
 *
 * @param title  what it shows
 * @param header headings; the first is that of the rows' names
 * @param rows   in their order
 * @param notes  sentences below it
 */
record StudyTable(String title, List<String> header, List<Row> rows, List<String> notes) {

    /**
     * A row.
     *
     * @param name  in the first column
     * @param cells in the others
     */
    record Row(String name, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param text plain, {@code ±} included; empty where there is no figure
     * @param best whether it is the best of those it is compared with
     */
    record Cell(String text, boolean best) {

        static Cell plain(String text) {
            return new Cell(text, false);
        }
    }

    StudyTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }
}
