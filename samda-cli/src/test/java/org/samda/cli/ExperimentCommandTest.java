// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {
    @TempDir
    private Path folder;

    private Path out;
    private Path yaml;

    @BeforeEach
    void writeStudy() throws IOException {
        out = folder.resolve("out");
        yaml = folder.resolve("mine.yaml");
        String settings = Cli.trainArguments().stream()
                .map(Object::toString)
                .filter(word -> word.contains("="))
                .map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(", "));
        Files.writeString(yaml, """
                name: mine
                preset: quick
                mode: robust
                seeds: [0]
                shots: [0, 1]
                settings: [%s, training.selfTraining=0]
                datasets:
                  A: {path: source}
                  B: {path: target}
                pairs:
                  - {name: A->B, source: A, target: B, test: A}
                methods:
                  - {name: plain, title: U-Net, encoder: none, steps: [1, 3], settings: []}
                """.formatted(settings));
    }

    @Test
    void makesTheStudyAndItsTables() throws IOException {
        makeData("source", "fib-sem");
        makeData("target", "ss-tem");
        Cli made = experiment("--json");
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.out().startsWith("{"), made.out());
        assertTrue(made.out().contains("\"name\" : \"A-B/seed0/none-steps13-1shots\""), made.out());
        assertTrue(made.out().contains("\"dice\" : "), made.out());
        assertTrue(made.err().contains("== run 2 of 2: A-B/seed0/none-steps13-1shots ("), made.err());
        assertTrue(Files.readString(out.resolve("tables.md")).contains("| U-Net | 0."));
        Cli again = experiment("--dry-run");
        assertEquals(
                List.of(
                        "done  A-B/seed0/none-steps1 (plain, 0 shots)",
                        "done  A-B/seed0/none-steps13-1shots (plain, 1 shot)"),
                again.out().lines().toList());
    }

    @Test
    void aDryRunNeedsNoDataAndMakesNothing() {
        Cli answer = experiment("--dry-run");
        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(answer.out().startsWith("left  A-B/seed0/none-steps1 (plain, 0 shots)\n"), answer.out());
        assertFalse(Files.exists(out));
    }

    @Test
    void thePapersTableSaysWhichDataAreMissing() {
        Cli answer = Cli.run("experiment", "table1", "--data", folder, "--out", out);
        assertEquals(1, answer.exitCode());
        assertTrue(
                answer.err()
                        .startsWith("samda: Study 'table1' needs data that are not here: 'Kasthuri++', expected at '"
                                + folder.resolve("kasthuri/train") + "' (from "),
                answer.err());
        assertTrue(answer.err().contains("docs/DATASETS.md"), answer.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void seedsAreThoseOfTheStudy() {
        Cli answer = experiment("--seed", 1);
        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().contains("--seed: a study's seeds are in its YAML"), answer.err());
    }

    private Cli experiment(Object... options) {
        List<Object> all = new ArrayList<>(List.of("experiment", yaml, "--data", folder, "--out", out));
        all.addAll(List.of("--quiet", "--threads", 1, "--precision", "fp32"));
        all.addAll(List.of(options));
        return Cli.runAt(folder.resolve("home"), all.toArray());
    }

    private void makeData(String name, String domain) {
        Cli.phantom(folder.resolve(name), domain, 2, 48);
    }
}
