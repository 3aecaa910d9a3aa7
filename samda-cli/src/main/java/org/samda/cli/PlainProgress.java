// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.samda.Progress;

/**
 * A line now and then, for log files: after 10 s, or after 10 % that took a second or more, and at the end.
 *
 * <p>{@code step 1: 30 % (300 of 1000), 12.3/s, 57 s left, loss 0.31}
 */
final class PlainProgress implements Progress {
    private static final double LONG_SECONDS = 10;
    private static final double SHORT_SECONDS = 1;

    private final PrintWriter err;
    private final LongSupplier nanos;

    private String work = "";
    private long total;
    private long startedAt;
    private long shownAt;
    private long shownDone;
    private long done;
    private String note = "";

    /** @param nanos the clock, in ns */
    PlainProgress(PrintWriter err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
    }

    @Override
    public synchronized void start(String newWork, long newTotal) {
        work = newWork;
        total = newTotal;
        startedAt = nanos.getAsLong();
        shownAt = startedAt;
        shownDone = 0;
        done = 0;
        note = "";
    }

    @Override
    public synchronized void at(long nowDone, String newNote) {
        done = nowDone;
        note = newNote;
        long now = nanos.getAsLong();
        double waited = seconds(shownAt, now);
        boolean tenPercent = (done - shownDone) * 10 >= total;
        if (waited >= LONG_SECONDS || (tenPercent && waited >= SHORT_SECONDS)) {
            show(now);
        }
    }

    @Override
    public synchronized void end() {
        if (!work.isEmpty()) {
            show(nanos.getAsLong());
        }
        work = "";
    }

    @Override
    public synchronized void warn(String warning) {
        err.println(Failures.warning(warning));
        err.flush();
    }

    private void show(long now) {
        shownAt = now;
        shownDone = done;
        double passed = seconds(startedAt, now);
        double rate = passed > 0 ? done / passed : 0;
        StringBuilder line = new StringBuilder(work);
        line.append(String.format(Locale.ROOT, ": %d %% (%d of %d)", percent(), done, total));
        if (rate > 0) {
            line.append(String.format(Locale.ROOT, ", %.1f/s, ", rate));
            line.append(done < total ? duration((total - done) / rate) + " left" : "took " + duration(passed));
        }
        err.println(note.isEmpty() ? line : line + ", " + note);
        err.flush();
    }

    private long percent() {
        return total > 0 ? 100 * done / total : 100;
    }

    private static double seconds(long from, long to) {
        return (to - from) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** {@code 57 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
