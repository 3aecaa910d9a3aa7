// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import org.samda.Progress;

/**
 * Shows warnings alone.
 *
 * @param err where to
 */
record QuietProgress(PrintWriter err) implements Progress {
    @Override
    public void start(String work, long total) {}

    @Override
    public void at(long done, String note) {}

    @Override
    public void end() {}

    @Override
    public void warn(String warning) {
        err.println(Failures.warning(warning));
        err.flush();
    }
}
