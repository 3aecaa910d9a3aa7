// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.samda.SamdaException;

/**
 * The run's {@code metrics.csv}: rows {@code step,epoch,iteration,name,value}, only ever appended.
 *
 * <p>A checkpoint remembers how long the file was; going on from it cuts off what came later, so that no row appears
 * twice.
 */
final class MetricsLog implements AutoCloseable {
    private static final String HEADER = "step,epoch,iteration,name,value\n";

    private final Path file;
    private final FileChannel channel;

    MetricsLog(Path file) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Forgets all rows behind this position; 0 starts the file anew. */
    void cutTo(long length) {
        try {
            channel.truncate(length);
            channel.position(channel.size());
            if (channel.size() == 0) {
                append(HEADER);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Appends a row.
     *
     * @param step      1 to 3
     * @param epoch     counted from 0
     * @param iteration counted from 0 within the step
     */
    void row(int step, long epoch, long iteration, String name, double value) {
        append(String.format(Locale.ROOT, "%d,%d,%d,%s,%.6g%n", step, epoch, iteration, name, value)
                .replace("\r\n", "\n"));
    }

    /** Length in bytes after everything written so far has reached the disk. */
    long flushedLength() {
        try {
            channel.force(false);
            return channel.size();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void append(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SamdaException failure(IOException e) {
        return new SamdaException(
                ("The metrics '%s' cannot be written: %s. Make room or make it writable, then start the same command again:"
                                + " it goes on from the last checkpoint.")
                        .formatted(file, e.getMessage()),
                e);
    }
}
