// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samda.JavaProcess;
import org.samda.Progress;

/**
 * A training run in a process of its own, so that it can be killed for real.
 *
 * <p>The process prints a line for every iteration, {@code at 3}, and waits for a word from outside before it goes on
 * with writing the iteration's checkpoint.
 */
final class RunProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private RunProcess(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the run of {@link TinyRun} on this data, with a checkpoint after every iteration. */
    static RunProcess start(Path data, Path run) throws IOException {
        ProcessBuilder builder = JavaProcess.of(RunProcess.class, "300m", List.of(data, run));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return new RunProcess(builder.start());
    }

    /** The process' own main method: the data's folder, the run's folder. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        Progress lines = new Progress() {
            private boolean training;

            @Override
            public void start(String work, long total) {
                training = work.startsWith("step");
            }

            @Override
            public void at(long done, String note) {
                if (!training) {
                    return;
                }
                System.out.println("at " + done);
                try {
                    System.in.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void end() {}
        };
        RunConfig config = TinyRun.config(
                Path.of(args[0]), "training.checkpointSeconds=0", "plan.baseFeatures=16", "plan.maxFeatures=128");
        Path run = Path.of(args[1]);
        new TrainingRun(config, run, TinyRun.prepared(run), lines, line -> {}).run();
        System.out.println("done");
    }

    /** Waits until this many more iterations are computed, and lets it go on after each. */
    void iterations(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String line = out.readLine();
            if (line == null || !line.startsWith("at ")) {
                throw new IllegalStateException("expected an iteration, found " + line);
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
    }

    /** Waits until something is being written into the folder, but no longer than the process lives. */
    void awaitPart(Path folder) throws IOException {
        while (process.isAlive() && !hasPart(folder)) {
            Thread.onSpinWait();
        }
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it run to its end and returns what it printed last. */
    String last() throws IOException {
        process.getOutputStream().close();
        String last = "";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            last = line;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }

    private static boolean hasPart(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(folder, ".*.part")) {
            return files.iterator().hasNext();
        }
    }
}
