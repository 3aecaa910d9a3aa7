// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samda.SamdaException;

/** A run's {@code log.txt}: every line with its time, and also handed on to whoever shows the run. */
final class RunLog implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?) (.*)");

    /** What a start tells first. */
    private static final String BEGINNING = "(warning|source): .*";

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

    /**
     * How long a run took, by the times in its log: from the first to the last line of each of its starts.
     *
     * @param file a {@code log.txt}; need not exist
     * @return whole seconds
     */
    static double seconds(Path file) {
        long seconds = 0;
        Optional<LocalDateTime> before = Optional.empty();
        for (String line : lines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                LocalDateTime time = LocalDateTime.parse(matcher.group(1));
                boolean begins = matcher.group(2).matches(BEGINNING);
                seconds +=
                        begins ? 0 : Duration.between(before.orElse(time), time).toSeconds();
                before = Optional.of(time);
            }
        }
        return seconds;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new SamdaException("The log '%s' cannot be read: %s.".formatted(file, e.getMessage()), e);
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
