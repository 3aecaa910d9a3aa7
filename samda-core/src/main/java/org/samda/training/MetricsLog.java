// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** Not a channel: that would close itself when the thread is interrupted. */
    private final RandomAccessFile rows;

    /** @param length what came behind it is forgotten; 0 starts the file anew */
    MetricsLog(Path file, long length) {
        this.file = file;
        try {
            rows = new RandomAccessFile(file.toFile(), "rw");
            rows.setLength(Math.min(length, rows.length()));
            rows.seek(rows.length());
            if (rows.length() == 0) {
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
        append(String.format(Locale.ROOT, "%d,%d,%d,%s,%.6g\n", step, epoch, iteration, name, value));
    }

    /** Length in bytes after everything written so far has reached the disk. */
    long flushedLength() {
        try {
            rows.getFD().sync();
            return rows.length();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void append(String text) {
        try {
            rows.write(text.getBytes(StandardCharsets.UTF_8));
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
