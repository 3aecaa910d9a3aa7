// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.training.TrainingLoop;

/** Real processes, killed with SIGKILL at moments they cannot know. */
@Tag("slow")
class KilledRunTest {
    private static final List<String> WEIGHTS = List.of("step1", "step2", "step3", "last");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void makeData() {
        data = folder.resolve("data");
        TinyRun.makeData(data);
    }

    @Test
    void aRunKilledAgainAndAgainEndsAsIfNeverKilled() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        finish(whole);
        Path killed = folder.resolve("killed");
        Random random = new Random(3);
        Set<Integer> hit = new TreeSet<>();
        // Each process gets two or three of the twelve iterations done.
        for (int kill = 0; kill < 4; kill++) {
            try (RunProcess process = RunProcess.start(data, killed)) {
                process.iterations(3);
                if (kill % 2 == 0) {
                    process.awaitPart(killed.resolve("checkpoints"));
                } else {
                    Thread.sleep(random.nextInt(40));
                }
                process.kill();
            }
            hit.add(TrainingLoop.position(killed).orElseThrow().step());
        }
        assertTrue(hit.containsAll(List.of(1, 2, 3)), "killed in steps " + hit);
        finish(killed);
        for (String name : WEIGHTS) {
            assertArrayEquals(weights(whole, name), weights(killed, name), name);
        }
        List<String> metrics = Files.readAllLines(whole.resolve("metrics.csv"));
        assertEquals(metrics, Files.readAllLines(killed.resolve("metrics.csv")));
        assertEquals(
                metrics.size(),
                metrics.stream()
                        .map(row -> row.substring(0, row.lastIndexOf(',')))
                        .distinct()
                        .count());
        assertNothingUnfinished(killed);
    }

    private void finish(Path run) throws IOException {
        try (RunProcess process = RunProcess.start(data, run)) {
            assertEquals("done", process.last());
        }
    }

    private static void assertNothingUnfinished(Path run) throws IOException {
        try (var files = Files.walk(run)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".part")).toList());
        }
    }

    private static byte[] weights(Path run, String name) throws IOException {
        return Files.readAllBytes(run.resolve("checkpoints").resolve(name + ".safetensors"));
    }
}
