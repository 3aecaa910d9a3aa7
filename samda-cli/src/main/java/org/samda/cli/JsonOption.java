// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --json}, for every command with a result that a program may want to read. */
final class JsonOption {
    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    boolean isGiven() {
        return json;
    }

    /** Tells a person something; standard output is for the result alone where a program reads it. */
    void say(CommandSpec command, String line) {
        CommandLine program = command.commandLine();
        PrintWriter writer = json ? program.getErr() : program.getOut();
        writer.println(line);
        writer.flush();
    }
}
