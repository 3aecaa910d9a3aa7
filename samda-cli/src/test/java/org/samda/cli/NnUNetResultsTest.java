// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network in nnU-Net's results layout, used and trained on. */
class NnUNetResultsTest {
    @TempDir
    private Path folder;

    private Path source;
    private Path run;
    private Path results;

    @BeforeEach
    void trainANetwork() throws IOException {
        source = Blobs.ACROSS_Z.writeYaml(folder.resolve("source"), 3);
        run = folder.resolve("run");
        results = folder.resolve("nnUNetTrainer__nnUNetPlans__2d");
        List<Object> all = new ArrayList<>(ScanTest.LEARNING);
        all.addAll(List.of("--source", source, "--encoder", "none", "--steps", 1, "--out", run));
        Cli answer = Cli.train(all.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
        NnUNetFiles.write(run, results);
    }

    @Test
    void itSegmentsAsTheRunThatHasTheSameWeights() throws IOException {
        Path images = source.resolveSibling("images");
        for (Path model : List.of(run, results)) {
            ScanTest.done("segment", "--model", model, images, folder.resolve("of-" + model.getFileName()), "--quiet");
        }
        for (String name : List.of("scan0.nii.gz", "scan2.nii.gz")) {
            Path own = folder.resolve("of-run").resolve(name);
            Path theirs = folder.resolve("of-" + results.getFileName()).resolve(name);
            assertArrayEquals(Files.readAllBytes(own), Files.readAllBytes(theirs));
            ScanTest.assertInPlace(images.resolve(name), theirs);
        }
    }

    @Test
    void aRunOnShotsStartsFromIt() throws IOException {
        Path tuned = folder.resolve("tuned");
        List<Object> command = List.of(
                "--target", source, "--shots", 1, "--steps", 3, "--encoder", "none", "--from", results, "--out", tuned);
        Cli answer = Cli.train(command.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(Files.readString(tuned.resolve("metrics.csv")).contains("loss"));
        ScanTest.done("segment", "--model", tuned, source.resolveSibling("images"), folder.resolve("out"), "--quiet");
        ScanTest.assertInPlace(source.resolveSibling("images/scan1.nii.gz"), folder.resolve("out/scan1.nii.gz"));
    }
}
