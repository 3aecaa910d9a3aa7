// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.cli.ScanTest.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureCommandTest {
    @TempDir
    private Path folder;

    private Path labels;
    private Path table;

    @BeforeEach
    void makePhantom() {
        Path volume = folder.resolve("v.tif");
        done("phantom", "--out", volume, "--size", "90,80,40", "--pixel-scale", 5, "--quiet", "--instances");
        labels = folder.resolve("v-labels.tif");
        table = folder.resolve("out.csv");
    }

    @Test
    void countsWhatThePhantomSaysItHas() throws IOException {
        String json = done("measure", folder.resolve("v-instances.tif"), table, "--numbered", "--quiet", "--json")
                .out();
        List<String> truth = Files.readAllLines(folder.resolve("v-instances.csv"));
        assertTrue(json.contains("\"objects\" : " + (truth.size() - 1) + ","), json);
        List<String> found = Files.readAllLines(table);
        assertEquals(truth.size(), found.size());
        for (int i = 1; i < truth.size(); i++) {
            String[] cells = found.get(i).split(",", -1);
            assertEquals(truth.get(i), cells[0] + "," + cells[2]);
        }
    }

    @Test
    void writesItsInstancesWhichMeasureTheSame() throws IOException {
        Path instances = folder.resolve("ids.nii.gz");
        String first = done(
                        "measure", labels, table, "--quiet", "--min-voxels", 5, "--split", 50, "--instances", instances)
                .out();
        assertTrue(first.contains(" at the border; ") && first.contains(" um^3 in all"), first);
        Path again = folder.resolve("again.csv");
        done("measure", instances, again, "--quiet", "--numbered");
        assertEquals(withoutClass(table), withoutClass(again));
    }

    @Test
    void wrongOptionsAreRefusedAndResultsAreKept() throws IOException {
        assertEquals(2, measure("--min-voxels", 0).exitCode());
        assertEquals(2, measure("--min-volume", -1).exitCode());
        assertEquals(2, measure("--split", -1).exitCode());
        assertEquals(1, measure("--split", 50, "--numbered").exitCode());
        assertEquals(2, measure("--voxel-size", "5,5").exitCode());
        assertEquals(2, measure("--voxel-size", "5,5,0").exitCode());
        assertEquals(2, measure("--region", "1:2").exitCode());
        assertEquals(1, measure("--connectivity", 8).exitCode());
        assertFalse(Files.exists(table));
        Files.writeString(table, "mine");
        Cli refused = measure();
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("exists. Choose another path or add --overwrite."), refused.err());
        assertEquals("mine", Files.readString(table));
        assertEquals(0, measure("--overwrite").exitCode());
    }

    private Cli measure(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("measure", labels, table, "--quiet"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    private static List<String> withoutClass(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(line -> line.replaceFirst(",[^,]*", ""))
                .toList();
    }
}
