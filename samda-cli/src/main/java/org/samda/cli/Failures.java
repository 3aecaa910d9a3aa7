// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import org.samda.SamdaException;
import org.samda.catalog.InterruptedDownloadException;
import org.samda.inference.UnfinishedSegmentationException;
import org.samda.training.InterruptedRunException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user reads when a command does not succeed: one line for what can be fixed, the trace of a bug. */
final class Failures implements IExecutionExceptionHandler {
    /** Line breaks, and whatever could steer the terminal: names come from files that others made. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}]+");

    private final Interruption interruption;

    Failures(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof InterruptedRunException
                || e instanceof InterruptedDownloadException
                || e instanceof UnfinishedSegmentationException) {
            err.println("samda: " + oneLine(e.getMessage()));
        } else if (interruption.happened()) {
            err.println("samda: interrupted; unfinished files were removed.");
        } else if (e instanceof SamdaException) {
            err.println("samda: " + oneLine(e.getMessage()));
        } else {
            err.println("samda: this is a bug in samda; please report what you did and the lines below.");
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What is wrong with the arguments, what was probably meant, where to read more. */
    static int wrongUsage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("samda: " + oneLine(e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    static String outOfMemory(OutOfMemoryError e) {
        return "samda: out of memory (" + oneLine(String.valueOf(e.getMessage())) + "). Lower the batch or patch size, "
                + "raise --max-memory, or give Java's own heap more: SAMDA_JAVA_OPTS=-Xmx8g.";
    }

    static String warning(String warning) {
        return "samda: warning: " + oneLine(warning);
    }

    private static String oneLine(String message) {
        return CONTROL.matcher(message.strip()).replaceAll(" ");
    }
}
