// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** The commands one after the other, as the README has them. */
class EndToEndTest {
    private static final String SIDE = "48";

    @TempDir
    private Path folder;

    private Path source;
    private Path target;
    private Path run;

    @BeforeEach
    void makeData() {
        source = folder.resolve("öffentlich quelle");
        target = folder.resolve("target");
        run = folder.resolve("runs/own");
        done("phantom", "--out", source, "--size", SIDE + "," + SIDE, "--count", 2, "--pixel-scale", 4, "--quiet");
        done(
                "phantom",
                "--out",
                target,
                "--domain",
                "ss-tem",
                "--size",
                SIDE + "," + SIDE + ",3",
                "--pixel-scale",
                4,
                "--quiet");
    }

    @Test
    void trainsSegmentsAndEvaluatesAFolder() throws IOException {
        train("--shots", 1);
        Path segmentation = folder.resolve("segmentation");
        done("segment", "--model", run, target.resolve("images"), segmentation, "--quiet");
        assertEquals(names(target.resolve("images")), names(segmentation));
        for (Path file : files(segmentation)) {
            TreeSet<Integer> values = new TreeSet<>();
            var raster = ImageIO.read(file.toFile()).getRaster();
            assertEquals(SIDE, Integer.toString(raster.getWidth()));
            for (int value : raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null)) {
                values.add(value);
            }
            assertTrue(List.of(0, 255).containsAll(values), file + " has the values " + values);
        }
        String scores = done("evaluate", segmentation, target.resolve("labels"), "--json")
                .out();
        assertTrue(scores.contains("\"dice\""), scores);
    }

    @Test
    void segmentsAStackIntoAStackOfTheSameVoxels() {
        train("--shots", 1, "--encoder", "none");
        Path stack = folder.resolve("stack.tif");
        done("phantom", "--out", stack, "--domain", "ss-tem", "--size", "50,40,3", "--pixel-scale", 4, "--quiet");
        Path result = folder.resolve("result.tif");
        done("segment", "--model", run, stack, result, "--quiet");
        try (VolumeReader in = Volumes.open(stack);
                VolumeReader out = Volumes.open(result)) {
            assertEquals(in.info().size(), out.info().size());
            assertEquals(
                    in.info().voxelSize().map(VoxelSize::xNm),
                    out.info().voxelSize().map(VoxelSize::xNm));
        }
        done("evaluate", result, folder.resolve("stack-labels.tif"));
    }

    @Test
    void aTargetWithoutLabelsIsAdaptedToWithoutShots() throws IOException {
        for (Path file : files(target.resolve("labels"))) {
            Files.delete(file);
        }
        Files.delete(target.resolve("labels"));
        Files.delete(target.resolve("dataset.yaml"));
        train();
        assertTrue(Files.exists(run.resolve("model.samda")));
    }

    @Test
    void theSameCommandAgainChangesNothing() throws IOException {
        train("--shots", 1);
        byte[] model = Files.readAllBytes(run.resolve("checkpoints/step3.safetensors"));
        train("--shots", 1);
        assertEquals(
                java.util.Arrays.hashCode(model),
                java.util.Arrays.hashCode(Files.readAllBytes(run.resolve("checkpoints/step3.safetensors"))));
        Cli other = Cli.train("--source", source, "--target", target, "--out", run, "--shots", 2);
        assertEquals(1, other.exitCode());
        assertTrue(other.err().contains("inputs.shots was 1, now 2"), other.err());
    }

    @Test
    void whatWasPreparedOnceIsFoundByTheNextRun() throws IOException {
        Path home = folder.resolve("home");
        List<Object> arguments =
                List.of("--source", source, "--steps", "1", "--encoder", "none", "--shots", 1, "--target", target);
        for (String line : List.of("0 from the cache, 2 made", "2 from the cache, 0 made")) {
            List<Object> all = new java.util.ArrayList<>(arguments);
            all.addAll(List.of("--out", folder.resolve("runs/" + line.charAt(0))));
            Cli answer = Cli.runAt(home, Cli.trainArguments(all.toArray()).toArray());
            assertEquals(0, answer.exitCode(), answer.err());
            assertTrue(answer.out().contains("prepared images: " + line), answer.out());
        }
        // Those of the source, and what the label-free view looks at.
        assertEquals(4, files(home.resolve("prepared")).size());
    }

    private void train(Object... options) {
        List<Object> all = new java.util.ArrayList<>(List.of("--source", source, "--target", target, "--out", run));
        all.addAll(List.of(options));
        Cli answer = Cli.train(all.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
    }

    private static Cli done(Object... arguments) {
        Cli answer = Cli.run(arguments);
        assertEquals(0, answer.exitCode(), answer.err());
        return answer;
    }

    private static List<String> names(Path directory) throws IOException {
        return files(directory).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
