// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master, two workers, and what {@code spark-submit} sends them. */
@Tag("cluster")
class ClusterTest {
    private static final long PATIENCE_SECONDS = 600;
    private static final int SLABS = 20;

    @TempDir
    private Path folder;

    @Test
    void aWorkerIsKilledHalfWayAndTheResultIsThatOfOneMachine() throws IOException, InterruptedException {
        Path model = Program.model(folder);
        Path volume = Program.volume(folder, "220,220," + 16 * SLABS);
        List<Object> settings = List.of("--model", model, "--threads", 1, "--precision", "fp32", "--mirror");
        Path alone = folder.resolve("alone/labels.zarr");
        Program.run(folder, arguments("segment", settings, volume, alone));
        Path together = folder.resolve("together/labels.zarr");
        try (LocalCluster cluster = new LocalCluster(folder, 2)) {
            Process job = cluster.submit(arguments(settings, volume, together));
            await(job, cluster, () -> slabs(together.getParent()) >= SLABS / 4 && bothWork(cluster));
            cluster.kill(1);
            long before = slabs(together.getParent());
            assertTrue(before < SLABS, "all was segmented before the worker was killed");
            assertTrue(job.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), cluster.log());
            assertEquals(0, job.exitValue(), cluster.log());
            assertTrue(cluster.log().contains("Lost executor"), cluster.log());
            for (int worker = 0; worker < 2; worker++) {
                assertEquals(1, count(cluster.executorLogs(worker), "The model was read"), "once per executor");
            }
        }
        assertSameFiles(alone, together);
        try (Stream<Path> entries = Files.list(together.getParent())) {
            assertEquals(List.of(together), entries.toList(), "nothing else is left");
        }
    }

    private static Object[] arguments(Object... parts) {
        return Stream.of(parts)
                .flatMap(part -> part instanceof List<?> list ? list.stream() : Stream.of(part))
                .toArray();
    }

    private static boolean bothWork(LocalCluster cluster) throws IOException {
        return cluster.executorLogs(0).contains("The model was read")
                && cluster.executorLogs(1).contains("The model was read");
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    /** Something that is looked for in files. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Process process, LocalCluster cluster, Condition condition)
            throws IOException, InterruptedException {
        while (!condition.holds()) {
            assertTrue(process.isAlive(), cluster.log());
            Thread.sleep(20);
        }
    }

    /** Slabs that are segmented: first chunks of theirs, {@code z/y/x}. */
    private static long slabs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains(".unfinished-") && file.endsWith("0/0"))
                    .filter(Files::isRegularFile)
                    .count();
        } catch (UncheckedIOException movedMeanwhile) {
            return 0;
        }
    }

    private static void assertSameFiles(Path one, Path other) throws IOException {
        List<Path> expected = files(one);
        assertEquals(expected, files(other));
        for (Path file : expected) {
            assertEquals(-1, Files.mismatch(one.resolve(file), other.resolve(file)), file.toString());
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }
}
