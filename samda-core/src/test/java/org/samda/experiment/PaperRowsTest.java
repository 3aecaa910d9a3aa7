// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samda.experiment.RunConfig.Mode;
import org.samda.experiment.RunConfig.Preset;

/** {@code docs/PAPER_ROWS.md} tells the truth. */
class PaperRowsTest {
    /** Stands for the number where the paper has no such thing. */
    private static final String BESIDES = "–";

    private static final Path PAGE = Path.of("../docs/PAPER_ROWS.md");

    /** A row of the page's tables: number, setting, value in mode paper, value in mode robust; both of preset full. */
    private record Row(String number, String setting, String paper, String robust) {

        static Row of(String line) {
            String[] cells = line.substring(1).split("\\|", -1);
            return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
        }

        boolean isSetting() {
            return setting.startsWith("`");
        }

        List<String> in(Mode mode) {
            return List.of(unquoted(setting) + "=" + unquoted(mode == Mode.PAPER ? paper : robust));
        }

        private static String unquoted(String cell) {
            return cell.replace("`", "");
        }
    }

    @Test
    void everyRowIsThere() throws IOException {
        Set<Integer> numbers = rows().stream()
                .map(Row::number)
                .filter(number -> !number.equals(BESIDES))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        assertEquals(IntStream.rangeClosed(1, 15).boxed().collect(Collectors.toSet()), numbers);
    }

    @Test
    void everySettingHasTheStatedValuesInBothModesOfPresetFull() throws IOException {
        for (Mode mode : Mode.values()) {
            Settings settings = Presets.settings(Preset.FULL, mode, List.of());
            for (Row row : settings()) {
                assertEquals(settings, Presets.changed(settings, row.in(mode)), mode + " " + row);
            }
        }
    }

    @Test
    void whatDiffersBetweenTheModesIsSetByModePaperInEveryPreset() throws IOException {
        for (Preset preset : Preset.values()) {
            Settings settings = Presets.settings(preset, Mode.PAPER, List.of());
            for (Row row : settings()) {
                if (!row.paper().equals(row.robust())) {
                    assertEquals(settings, Presets.changed(settings, row.in(Mode.PAPER)), preset + " " + row);
                }
            }
        }
    }

    @Test
    void nothingElseDiffersBetweenTheModes() throws IOException {
        Map<String, String> paper = Flattened.of(Presets.settings(Preset.FULL, Mode.PAPER, List.of()));
        Map<String, String> robust = Flattened.of(Presets.settings(Preset.FULL, Mode.ROBUST, List.of()));
        Set<String> differ = new TreeSet<>(paper.keySet());
        differ.removeIf(key -> paper.get(key).equals(robust.get(key)));
        Set<String> stated = settings().stream()
                .filter(row -> !row.paper().equals(row.robust()))
                .map(row -> row.setting().replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(stated, differ);
        assertFalse(differ.isEmpty());
    }

    @Test
    void aWrongValueWouldBeNoticed() throws IOException {
        Settings settings = Presets.settings(Preset.FULL, Mode.PAPER, List.of());
        List<Row> differing = settings().stream()
                .filter(row -> !row.paper().equals(row.robust()))
                .toList();
        differing.forEach(row -> assertNotEquals(settings, Presets.changed(settings, row.in(Mode.ROBUST))));
        assertTrue(differing.size() > 5);
    }

    private static List<Row> settings() throws IOException {
        return rows().stream().filter(Row::isSetting).toList();
    }

    private static List<Row> rows() throws IOException {
        return Arrays.stream(Files.readString(PAGE).split("\\R", -1))
                .filter(line -> line.matches("\\| *(\\d+|–) *\\|.*"))
                .map(Row::of)
                .toList();
    }
}
