// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.SmallDisk;
import org.samda.config.Configs;

class RunFolderTest {
    private static final RunConfig CONFIG = TinyRun.config(Path.of("/data"));

    @TempDir
    private Path folder;

    @Test
    void aNewOneHoldsTheResolvedConfiguration() {
        Path run = folder.resolve("a/b");
        RunFolder.open(run, CONFIG).close();
        assertEquals(CONFIG, Configs.read(run.resolve("config.yaml"), RunConfig.class));
        assertTrue(Files.isDirectory(run.resolve("checkpoints")));
    }

    @Test
    void theSameRunMayGoOn() {
        RunFolder.open(folder, CONFIG).close();
        RunFolder.open(folder, CONFIG).close();
    }

    @Test
    void otherSettingsAreNamedWithBothValues() {
        RunFolder.open(folder, CONFIG).close();
        RunConfig other = TinyRun.with(
                new RunConfig.Compute(8, 1, "cpu", "fp32", Optional.empty()),
                TinyRun.config(Path.of("/data"), "training.source.epochs=20"));
        assertEquals(
                "The run in '" + folder + "' was started with other settings: compute.seed was 7, now 8;"
                        + " settings.training.source.epochs was 2, now 20. Use the same settings to go on with it, or"
                        + " another --out to start anew.",
                problem(folder, other));
        RunFolder.open(folder, CONFIG).close();
    }

    @Test
    void aFolderWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.docx"), "x");
        assertTrue(problem(folder, CONFIG).startsWith("'" + folder + "' is no run directory but holds other files"));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertTrue(problem(file, CONFIG).contains(file.toString()));
        Path below = file.resolve("run");
        assertTrue(problem(below, CONFIG).startsWith("The run directory '" + below + "' cannot be made: "));
    }

    @Test
    void aDamagedConfigurationIsNamedWithItsPlace() throws IOException {
        RunFolder.open(folder, CONFIG).close();
        Path file = folder.resolve("config.yaml");
        Files.writeString(file, Files.readString(file).replace("patchSize", "patchSice"));
        String problem = problem(folder, CONFIG);
        assertTrue(problem.contains(file.toString()) && problem.contains("patchSice"), problem);
    }

    @Test
    void oneThatIsInUseIsRefused() {
        try (RunFolder inUse = RunFolder.open(folder, CONFIG)) {
            assertEquals(
                    "The run directory '" + folder
                            + "' is in use by another process. Wait for it, or choose another --out.",
                    problem(inUse.folder(), CONFIG));
        }
        RunFolder.open(folder, CONFIG).close();
    }

    @Test
    void theLockIsFreeAgainAfterAProblem() {
        RunFolder.open(folder, CONFIG).close();
        problem(folder, TinyRun.config(Path.of("/other")));
        RunFolder.open(folder, CONFIG).close();
    }

    @Test
    void whatAKilledProcessWasWritingIsRemoved() throws IOException {
        RunFolder.open(folder, CONFIG).close();
        Path part = Files.writeString(folder.resolve("checkpoints/.last.safetensors.0123abcd.part"), "half");
        Path metrics = Files.writeString(folder.resolve("metrics.csv"), "whole");
        RunFolder.open(folder, CONFIG).close();
        assertFalse(Files.exists(part));
        assertTrue(Files.exists(metrics));
    }

    @Test
    void aReadOnlyPlaceIsNamed() {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            RunFolder.open(disk.folder().resolve("old"), CONFIG).close();
            disk.remount("ro");
            String newRun = problem(disk.folder().resolve("new"), CONFIG);
            assertTrue(newRun.contains("cannot be made") && newRun.contains("Read-only file system"), newRun);
            String oldRun = problem(disk.folder().resolve("old"), CONFIG);
            assertTrue(oldRun.contains("cannot be locked") && oldRun.contains("Read-only file system"), oldRun);
        }
    }

    private static String problem(Path folder, RunConfig config) {
        return assertThrows(SamdaException.class, () -> RunFolder.open(folder, config))
                .getMessage();
    }
}
