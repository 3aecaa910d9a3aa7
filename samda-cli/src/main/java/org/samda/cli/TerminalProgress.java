// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.samda.Progress;

/** A bar that is redrawn in one line of the terminal, with rate and time left. */
final class TerminalProgress implements Progress {
    private static final int REDRAW_MILLIS = 200;

    private final PrintWriter err;
    private final int columns;
    private Optional<ProgressBar> bar = Optional.empty();

    /** @param columns width of the terminal in characters */
    TerminalProgress(PrintWriter err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    @Override
    public synchronized void start(String work, long total) {
        end();
        bar = Optional.of(ProgressBar.builder()
                .setTaskName(work)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .showSpeed(new DecimalFormat("0.0"))
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
                .build());
    }

    @Override
    public synchronized void at(long done, String note) {
        bar.ifPresent(shown -> shown.stepTo(done).setExtraMessage(note));
    }

    @Override
    public synchronized void end() {
        bar.ifPresent(shown -> {
            shown.close();
            err.println();
        });
        bar = Optional.empty();
    }

    @Override
    public synchronized void warn(String warning) {
        err.println(Failures.warning(warning));
        err.flush();
    }

    private void draw(String line) {
        err.print("\r" + line);
        err.flush();
    }
}
