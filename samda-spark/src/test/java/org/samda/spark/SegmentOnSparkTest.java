// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.inference.BlockStep;
import org.samda.inference.SegmentationJob;

/** The command with Spark in its own process ({@code --master local[2]}). */
class SegmentOnSparkTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAClusterItSaysHowToNameOne() throws IOException, InterruptedException {
        Answer answer = run(List.of(), "--model", "m", "in.zarr", "out.zarr");
        assertEquals(1, answer.exitCode());
        assertTrue(answer.output().contains("samda: No cluster is named"), answer.output());
    }

    @Test
    void aWrongOptionIsWrongUsage() throws IOException, InterruptedException {
        Answer answer = run(List.of("-Dspark.master=local[2]"), "--model", "m", "--overlapp", "0", "in", "out.zarr");
        assertEquals(2, answer.exitCode());
        assertTrue(answer.output().contains("'--overlapp'"), answer.output());
    }

    @Test
    void aDamagedChunkEndsTheJobAndTheSameCommandGoesOnWhenItIsMended() throws IOException, InterruptedException {
        Path model = Program.model(folder);
        Path volume = Program.volume(folder, "64,64,150");
        Path chunk = volume.resolve("0/2/0/0");
        byte[] whole = Files.readAllBytes(chunk);
        Files.write(chunk, Arrays.copyOf(whole, whole.length / 2));
        Path output = folder.resolve("out/labels.zarr");
        List<String> local = List.of("-Dspark.master=local[2]");
        Answer failed = run(local, "--model", model, volume, output);
        assertEquals(1, failed.exitCode(), failed.output());
        String line = failed.output()
                .lines()
                .filter(each -> each.startsWith("samda: "))
                .findFirst()
                .orElse(failed.output());
        assertTrue(line.contains("A block could not be done (segment): ") && line.contains(chunk.toString()), line);
        assertTrue(line.endsWith("the same command goes on with them."), line);
        assertEquals(1, entries(output.getParent()), "what is segmented is kept, and nothing else");
        Files.write(chunk, whole);
        Answer mended = run(local, "--model", model, volume, output);
        assertEquals(0, mended.exitCode(), mended.output());
        assertTrue(mended.output().contains("(150 sections)"), mended.output());
        assertEquals(1, entries(output.getParent()), "the output");
    }

    @Test
    void relativePathsBeginWhereTheCommandWasStarted() {
        Arguments arguments = new Arguments("/there", List.of("--model", "m", "in.zarr", "/shared/out.zarr"));
        SegmentationJob job = arguments.options().job();
        assertEquals(Path.of("/there/in.zarr"), job.input());
        assertEquals(Path.of("/shared/out.zarr"), job.output());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1, 4, 1", // one each
        "29, 4, 2, 3", // fewer than four, or there would be fewer than eight tasks
        "1000, 4, 2, 4", // what reads the same chunks
        "1000, 4, 100, 2",
        "100000, 4, 100, 16", // 100000 / 6400 = 15.6, and four belong together
        "10000, 1, 2, 5"
    })
    void blocksThatReadTheSameChunksAreOneTaskUnlessCoresWouldBeIdle(
            long blocks, long together, int cores, long share) {
        assertEquals(share, BlockTask.share(new BlockStep(BlockStep.Kind.SEGMENT, 0, 0, blocks, together), cores));
    }

    @Test
    void ofWhatSparkTellsTheReasonIsGiven() {
        String told =
                "Job aborted: Task 3 failed 4 times (executor 1): org.samda.SamdaException: The disk is full.\n\tat x";
        Throwable spark = new ExecutionException(new SparkException(told));
        assertEquals("The disk is full.", ClusterFailure.reason(spark));
        assertEquals("Job 0 cancelled", ClusterFailure.reason(new SparkException("Job 0 cancelled\nbecause")));
        assertEquals(
                "No model.",
                ClusterFailure.reason(new ExecutionException(new SamdaException("No model.", new IOException("x")))));
    }

    private record Answer(int exitCode, String output) {}

    private Answer run(List<String> options, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Program.JAVA, "-Xmx600m", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", Program.classPathText(), SegmentOnSpark.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Path log = folder.resolve("spark.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        int exitCode = builder.start().waitFor();
        return new Answer(exitCode, Files.readString(log));
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
