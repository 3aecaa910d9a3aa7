// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.samda.JavaProcess;

/**
 * A study in a process of its own, so that it can be killed for real.
 *
 * <p>The process prints its log, and waits for a word from outside before each run.
 */
final class StudyProcess implements AutoCloseable {
    private static final String RUN = "== run ";

    private final Process process;
    private final BufferedReader out;

    private StudyProcess(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the study of this YAML. */
    static StudyProcess start(Path yaml, Path data, Path out) throws IOException {
        ProcessBuilder builder = JavaProcess.of(StudyProcess.class, "300m", List.of(yaml, data, out));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return new StudyProcess(builder.start());
    }

    /** The process' own main method: the YAML, the folder with data, the study's folder. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        StudyConfig config = Studies.load(args[0]);
        PhantomStudy.study(config, Path.of(args[1]), Path.of(args[2]), StudyProcess::printAndWait)
                .run(false);
    }

    @SuppressWarnings("SystemOut")
    private static void printAndWait(String line) {
        System.out.println(line);
        try {
            if (line.startsWith(RUN)) {
                System.in.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it go on until it has begun with this run, counted from 1; it cannot begin with the next one. */
    void letBegin(int run) throws IOException {
        String line = out.readLine();
        while (line != null) {
            if (line.startsWith(RUN)) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            if (line.startsWith(RUN + run + " of ")) {
                return;
            }
            line = out.readLine();
        }
        throw new IllegalStateException("the study ended before run " + run);
    }

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }
}
