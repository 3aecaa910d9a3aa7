// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process of its own that gets a signal while it works. */
class InterruptedCommandTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void requireSignals() {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "signals are sent with /bin/kill");
        makeData("source", "fib-sem");
        makeData("target", "ss-tem");
    }

    /** Ctrl-C is SIGINT; the exit code is 128 + signal. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void trainingGoesOnAfterASignalAsIfThereHadBeenNone(String signal, int exitCode)
            throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        assertEquals(0, Cli.train(arguments(whole, 20)).exitCode());
        Path stopped = folder.resolve("stopped");
        Process process = start(Cli.trainArguments(arguments(stopped, 20)));
        try {
            await(
                    process,
                    () -> Files.exists(stopped.resolve("metrics.csv"))
                            && Files.size(stopped.resolve("metrics.csv")) > 100);
            signal(process, signal);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(exitCode, process.exitValue(), err);
            assertTrue(err.contains("Start the same command again to go on"), err);
        } finally {
            process.destroyForcibly();
        }
        assertNothingUnfinished(stopped);
        assertEquals(0, Cli.train(arguments(stopped, 20)).exitCode());
        assertArrayEquals(weights(whole), weights(stopped));
        assertEquals(Files.readString(whole.resolve("metrics.csv")), Files.readString(stopped.resolve("metrics.csv")));
    }

    @Test
    void anInterruptedPhantomLeavesNoHalfImage() throws IOException, InterruptedException {
        Path out = folder.resolve("big.tif");
        Process process = start(List.of("phantom", "--out", out, "--size", "2000,2000,50", "--quiet"));
        try {
            await(process, () -> !entries(folder, "big").isEmpty());
            signal(process, "INT");
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
            assertEquals(130, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of(), entries(folder, "big"));
    }

    @Test
    void anInterruptedSegmentationLeavesNoHalfImage() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        assertEquals(0, Cli.train(arguments(run, 1)).exitCode());
        Path image = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(3000, 3000, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
        Path output = folder.resolve("output/result.png");
        Process process = start(List.of("segment", "--model", run, image, output, "--mirror", "--quiet"));
        try {
            await(
                    process,
                    () -> Files.exists(output.getParent())
                            && !entries(output.getParent(), "part").isEmpty());
            signal(process, "INT");
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
            assertEquals(130, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of(), entries(output.getParent(), ""));
    }

    /** SIGKILL cannot be heard: nothing is cleaned up. */
    @ParameterizedTest
    @CsvSource({"KILL, 137, ''", "INT, 130, the same command goes on from there"})
    void aSegmentationOfAVolumeGoesOnAfterASignalAsIfThereHadBeenNone(String signal, int exitCode, String says)
            throws IOException, InterruptedException {
        Path model = VolumeFiles.model(folder.resolve("trained"));
        Path tif = folder.resolve("v.tif");
        VolumeFiles.phantom(tif, "48,48,112");
        Path volume = folder.resolve("v.zarr");
        VolumeFiles.copy(tif, volume);
        Path whole = folder.resolve("whole/labels.zarr");
        assertEquals(0, VolumeFiles.segment(model, volume, whole, "--mirror").exitCode());
        Path output = folder.resolve("out/labels.zarr");
        Process process =
                start(List.of("segment", "--model", model, volume, output, "--quiet", "--threads", 1, "--mirror"));
        try {
            await(process, () -> slabs(output.getParent()) >= 1);
            signal(process, signal);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(exitCode, process.exitValue(), err);
            assertTrue(err.contains(says), err);
        } finally {
            process.destroyForcibly();
        }
        assertFalse(Files.exists(output));
        Cli answer = VolumeFiles.segment(model, volume, output, "--mirror", "--json");
        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(answer.out().contains("\"resumed\" : 1"), answer.out());
        assertEquals(VolumeFiles.contents(whole), VolumeFiles.contents(output));
        assertEquals(List.of("labels.zarr"), VolumeFiles.names(output.getParent()));
    }

    /** Chunks of slabs that are finished. */
    private static long slabs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals("0") && Files.isRegularFile(file))
                    .count();
        } catch (UncheckedIOException movedMeanwhile) {
            return 0;
        }
    }

    private Object[] arguments(Path run, int iterations) {
        return new Object[] {
            "--source",
            folder.resolve("source"),
            "--target",
            folder.resolve("target"),
            "--shots",
            1,
            "--out",
            run,
            "--set",
            "training.source.iterationsPerEpoch=" + iterations
        };
    }

    private void makeData(String name, String domain) {
        Cli.phantom(folder.resolve(name), domain, 2, 48);
    }

    private static Process start(List<?> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Samda.class.getName()));
        arguments.forEach(argument -> command.add(argument.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Something that is looked for in files. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Process process, Condition condition) throws IOException, InterruptedException {
        while (!condition.holds()) {
            assertTrue(process.isAlive(), "the process ended too early");
            Thread.sleep(5);
        }
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    private static void assertNothingUnfinished(Path run) throws IOException {
        try (var files = Files.walk(run)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".part")).toList());
        }
    }

    private static List<Path> entries(Path directory, String part) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .toList();
        }
    }

    private static byte[] weights(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("checkpoints/step3.safetensors"));
    }
}
