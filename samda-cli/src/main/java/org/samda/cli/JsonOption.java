// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for every command with a result that a program may want to read. */
final class JsonOption {
    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    boolean isGiven() {
        return json;
    }
}
