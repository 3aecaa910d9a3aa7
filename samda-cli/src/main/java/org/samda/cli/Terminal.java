// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import org.samda.Progress;

/**
 * What standard error is connected to.
 *
 * @param columns width of the terminal in characters; 0 where it is none, but a file or a pipe
 */
record Terminal(int columns) {
    /** As the launcher found it, since Java cannot ask: {@code -Dsamda.columns}. */
    static Terminal ofThisProcess() {
        return new Terminal(Math.max(0, Integer.getInteger("samda.columns", 0)));
    }

    /** What a user gets who asked, or did not ask, for {@code --quiet}: warnings alone, or all. */
    static Progress progress(PrintWriter err, boolean quiet) {
        return quiet ? new QuietProgress(err) : ofThisProcess().progress(err);
    }

    /** A bar on a terminal, lines elsewhere. */
    Progress progress(PrintWriter err) {
        return columns > 0 ? new TerminalProgress(err, columns) : new PlainProgress(err, System::nanoTime);
    }
}
