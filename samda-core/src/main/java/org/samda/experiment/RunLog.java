// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.samda.SamdaException;

/** A run's {@code log.txt}: every line with its time, and also handed on to whoever shows the run. */
final class RunLog implements AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;
    private final Consumer<String> also;

    RunLog(Path file, Consumer<String> also) {
        this.file = file;
        this.also = also;
        try {
            writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void line(String text) {
        also.accept(text);
        try {
            writer.write(LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + text + "\n");
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SamdaException failure(IOException e) {
        return new SamdaException(
                "The log '%s' cannot be written: %s. Make room, then start the same command again: it goes on."
                        .formatted(file, e.getMessage()),
                e);
    }
}
