// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.samda.Progress;

class TerminalProgressTest {
    private final StringWriter err = new StringWriter();
    private final PrintWriter writer = new PrintWriter(err);

    @Test
    void redrawsOneLineThatFitsTheTerminalAndEndsIt() {
        Progress progress = new Terminal(60).progress(writer);
        assertInstanceOf(TerminalProgress.class, progress);
        progress.start("step 1", 10);
        progress.at(10, "loss 0.31");
        progress.end();
        String shown = err.toString();
        assertTrue(shown.endsWith(System.lineSeparator()), shown);
        String last = shown.strip().substring(shown.strip().lastIndexOf('\r') + 1);
        assertTrue(last.startsWith("step 1 100% [") && last.length() < 60, last);
        assertTrue(shown.chars().allMatch(c -> c < 128), shown);
    }

    @Test
    void aPieceOfWorkEndsTheOneBefore() {
        Progress progress = new TerminalProgress(writer, 80);
        progress.start("one", 1);
        progress.start("two", 1);
        progress.end();
        progress.end();
        assertEquals(2, err.toString().split(System.lineSeparator()).length, err::toString);
    }

    @Test
    void aFileGetsLines() {
        assertInstanceOf(PlainProgress.class, new Terminal(0).progress(writer));
    }
}
