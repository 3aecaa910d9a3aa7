// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** Whole scans (NIfTI) from the data set to scores. */
class ScanTest {
    /** So much training that a bright blob is found. */
    static final List<Object> LEARNING = List.of(
            "--set",
            "training.source.epochs=10",
            "--set",
            "training.source.iterationsPerEpoch=15",
            "--set",
            "training.sgd.averaging=0");

    @TempDir
    private Path folder;

    private Path run;

    @Test
    void aDataSetOfScansIsSegmentedIntoScansInTheSamePlace() throws IOException {
        Path source = Blobs.ACROSS_Z.writeYaml(folder.resolve("source"), 4);
        String found = done("inspect", source, "--json").out();
        assertTrue(found.contains("\"images\" : 4") && found.contains("\"labelled\" : 4"), found);
        String plan = done("plan", "--source", source, "--encoder", "none", "--preset", "quick", "--json")
                .out();
        assertTrue(plan.contains("\"unit\" : \"volume\"") && plan.contains("\"sliceAxis\" : \"z\""), plan);
        train(source);
        Path images = source.resolveSibling("images");
        Path segmentation = folder.resolve("segmentation");
        done("segment", "--model", run, images, segmentation, "--quiet");
        for (int i = 0; i < 4; i++) {
            assertInPlace(images.resolve("scan" + i + ".nii.gz"), segmentation.resolve("scan" + i + ".nii.gz"));
        }
        assertFound(segmentation, source);
    }

    @Test
    void aDataSetOfNnUNetIsCutAcrossItsThickestSectionsAndComesBackInPlace() throws IOException {
        Path source = Blobs.ACROSS_X.writeNnUNet(folder.resolve("Dataset001_Blobs"), 4);
        String plan = done("plan", "--source", source, "--encoder", "none", "--preset", "quick", "--json")
                .out();
        assertTrue(plan.contains("\"sliceAxis\" : \"x\""), plan);
        train(source);
        Path segmentation = folder.resolve("segmentation");
        done("segment", "--model", run, source.resolve("imagesTr"), segmentation, "--quiet");
        assertInPlace(source.resolve("imagesTr/scan1_0000.nii.gz"), segmentation.resolve("scan1_0000.nii.gz"));
        assertFound(segmentation, source);
        Path one = folder.resolve("one.nii");
        Path probabilities = folder.resolve("probability.nii.gz");
        done(
                "segment",
                "--model",
                run,
                source.resolve("imagesTr/scan2_0000.nii.gz"),
                one,
                "--quiet",
                "--probabilities",
                probabilities,
                "--instances",
                "--min-voxels",
                "2");
        assertInPlace(source.resolve("imagesTr/scan2_0000.nii.gz"), one);
        assertInPlace(one, folder.resolve("one-instances.nii"));
        assertTrue(Files.readAllLines(folder.resolve("one-instances.csv")).size() > 1);
        assertInPlace(one, folder.resolve("probability_2_core.nii.gz"));
    }

    @Test
    void theFoldsOfACrossValidationAreTrainedResumedAndUsedTogether() throws IOException {
        Path source = Blobs.ACROSS_Z.writeYaml(folder.resolve("source"), 4);
        run = folder.resolve("folds");
        List<Object> command = new ArrayList<>(LEARNING);
        command.addAll(
                List.of("--source", source, "--encoder", "none", "--steps", 1, "--out", run, "--folds", 2, "--json"));
        Cli first = Cli.train(command.toArray());
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().startsWith("{") && first.out().contains("\"ensemble\""), first.out());
        assertTrue(first.err().contains("held out, all folds: blob Dice "), first.err());
        assertEquals(first.out(), Files.readString(run.resolve("crossvalidation.json")));
        Files.delete(run.resolve("crossvalidation.json"));
        Cli unfinished = Cli.run("segment", "--model", run, source.resolveSibling("images"), folder.resolve("none"));
        assertEquals(1, unfinished.exitCode());
        assertTrue(unfinished.err().contains("it has not finished. Start the same"), unfinished.err());
        Cli again = Cli.train(command.toArray());
        assertTrue(again.err().contains("fold 1 of 2 has been trained"), again.err());
        assertEquals(first.out(), again.out());
        Path segmentation = folder.resolve("segmentation");
        done("segment", "--model", run, source.resolveSibling("images"), segmentation, "--quiet");
        assertFound(segmentation, source);
    }

    @Test
    void foldsThatMakeNoSenseAreWrongUsage() {
        Cli one = Cli.train("--source", folder, "--steps", 1, "--folds", 1);
        assertEquals(2, one.exitCode());
        assertTrue(one.err().contains("--folds: expected 2 or more, found 1"), one.err());
        Cli both = Cli.train("--source", folder, "--folds", 2, "--set", "training.validation.fold=1");
        assertEquals(2, both.exitCode());
        assertTrue(both.err().contains("--folds: it sets training.validation.folds"), both.err());
    }

    private void train(Path source) {
        run = folder.resolve("run");
        List<Object> all = new ArrayList<>(LEARNING);
        all.addAll(List.of("--source", source, "--encoder", "none", "--steps", 1, "--out", run));
        Cli answer = Cli.train(all.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
    }

    /** Size, voxel size and place in space (qform and sform). */
    static void assertInPlace(Path image, Path segmentation) {
        try (VolumeReader in = Volumes.open(image);
                VolumeReader out = Volumes.open(segmentation)) {
            assertEquals(in.info().size(), out.info().size());
            assertEquals(in.info().voxelSize(), out.info().voxelSize());
            byte[] before = in.info().header().orElseThrow().bytes();
            byte[] after = out.info().header().orElseThrow().bytes();
            assertArrayEquals(Arrays.copyOfRange(before, 76, 108), Arrays.copyOfRange(after, 76, 108));
            assertArrayEquals(Arrays.copyOfRange(before, 252, 328), Arrays.copyOfRange(after, 252, 328));
            assertFalse(Arrays.equals(new byte[4], Arrays.copyOfRange(after, 292, 296)), "no origin");
        }
    }

    /** A blob that was turned or moved would hardly meet its labels. */
    private static void assertFound(Path segmentation, Path labels) {
        String scores = done("evaluate", segmentation, labels, "--json").out();
        Matcher dice = Pattern.compile("\"dice\" : ([0-9.]+)").matcher(scores);
        assertTrue(dice.find() && Double.parseDouble(dice.group(1)) > 0.6, scores);
    }

    static Cli done(Object... arguments) {
        Cli answer = Cli.run(arguments);
        assertEquals(0, answer.exitCode(), answer.err());
        return answer;
    }
}
