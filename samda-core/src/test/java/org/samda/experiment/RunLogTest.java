// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir
    private Path folder;

    @Test
    void theTimeBetweenTwoStartsIsNotCounted() throws IOException {
        Path log = folder.resolve("log.txt");
        // 10 s, an hour's pause, 65 s.
        Files.writeString(log, """
                2026-11-26T08:00:00 source: a
                target: b
                2026-11-26T08:00:10 step 1
                2026-11-26T09:00:00 warning: near
                2026-11-26T09:00:00 source: a
                2026-11-26T09:01 prepared
                2026-11-26T09:01:05 after step 1
                """);
        assertEquals(75, RunLog.seconds(log));
    }

    @Test
    void aRunWithoutLogTookNoTime() {
        assertEquals(0, RunLog.seconds(folder.resolve("log.txt")));
    }
}
