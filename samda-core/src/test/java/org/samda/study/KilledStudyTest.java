// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed with SIGKILL at moments they cannot know. */
@Tag("slow")
class KilledStudyTest {
    @TempDir
    private Path folder;

    @Test
    void aStudyKilledAgainAndAgainEndsAsIfNeverKilled() throws IOException, InterruptedException {
        PhantomStudy.makeData(folder);
        StudyConfig config = PhantomStudy.config(folder, "[3]", "[0, 1]", PhantomStudy.METHODS);
        Path whole = folder.resolve("whole");
        StudyOutcome expected =
                PhantomStudy.study(config, folder, whole, line -> {}).run(false);
        Path killed = folder.resolve("killed");
        Random random = new Random(5);
        // What is killed in run 3 has found at most run 1 done, and so on; the rest begins with run 6 or 7.
        for (int run : List.of(1, 3, 5, 6)) {
            try (StudyProcess process = StudyProcess.start(folder.resolve("study.yaml"), folder, killed)) {
                process.letBegin(run);
                Thread.sleep(random.nextInt(300));
                process.kill();
            }
        }
        List<String> log = new ArrayList<>();
        StudyOutcome found =
                PhantomStudy.study(config, folder, killed, log::add).run(false);
        assertTrue(log.stream().anyMatch(line -> line.matches("[56] of 7 runs are done")), log::toString);
        assertEquals(dice(expected), dice(found));
        String last = "runs/A-B/seed3/tiny-steps123-1shots/checkpoints/step3.safetensors";
        assertArrayEquals(Files.readAllBytes(whole.resolve(last)), Files.readAllBytes(killed.resolve(last)));
        assertEquals(withoutSeconds(whole), withoutSeconds(killed));
    }

    private static List<String> dice(StudyOutcome outcome) {
        return outcome.scores().stream()
                .map(score -> score.place() + " " + score.dice() + " " + score.meanDice())
                .toList();
    }

    private static List<String> withoutSeconds(Path study) throws IOException {
        return Files.readAllLines(study.resolve("results.csv")).stream()
                .map(row -> row.replaceFirst(",[^,]*(,[^,]*)$", "$1"))
                .toList();
    }
}
