// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;

class MetricsLogTest {
    private static final String HEADER = "step,epoch,iteration,name,value\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("metrics.csv");
    }

    @Test
    void writesAHeaderAndARowForEachValue() throws IOException {
        try (MetricsLog log = new MetricsLog(file, 0)) {
            log.row(1, 0, 7, "loss", 1.0 / 3);
            log.row(2, 3, 61, "varianceRatio", 1e-9);
        }
        assertEquals(HEADER + "1,0,7,loss,0.333333\n" + "2,3,61,varianceRatio,1.00000e-09\n", Files.readString(file));
    }

    @Test
    void goingOnForgetsWhatCameAfterTheCheckpoint() throws IOException {
        long length;
        try (MetricsLog log = new MetricsLog(file, 0)) {
            log.row(1, 0, 0, "loss", 1);
            length = log.flushedLength();
            log.row(1, 0, 1, "loss", 2);
        }
        try (MetricsLog log = new MetricsLog(file, length)) {
            log.row(1, 0, 1, "loss", 3);
        }
        assertEquals(HEADER + "1,0,0,loss,1.00000\n1,0,1,loss,3.00000\n", Files.readString(file));
    }

    @Test
    void startingAnewForgetsEverything() throws IOException {
        Files.writeString(file, HEADER + "1,0,0,loss,1.00000\nhalf a ro");
        new MetricsLog(file, 0).close();
        assertEquals(HEADER, Files.readString(file));
    }

    @Test
    void aRowIsOnDiskAsSoonAsItIsWritten() throws IOException {
        try (MetricsLog log = new MetricsLog(file, 0)) {
            log.row(1, 0, 0, "loss", 1);
            assertEquals(HEADER + "1,0,0,loss,1.00000\n", Files.readString(file));
        }
    }

    @Test
    void anInterruptedThreadCanStillWrite() throws IOException {
        Thread.currentThread().interrupt();
        try (MetricsLog log = new MetricsLog(file, 0)) {
            log.row(1, 0, 0, "loss", 1);
            log.flushedLength();
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(HEADER + "1,0,0,loss,1.00000\n", Files.readString(file));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        Path impossible = folder.resolve("missing").resolve("metrics.csv");
        SamdaException problem = assertThrows(SamdaException.class, () -> new MetricsLog(impossible, 0));
        assertTrue(problem.getMessage().startsWith("The metrics '" + impossible + "' cannot be written: "));
    }
}
