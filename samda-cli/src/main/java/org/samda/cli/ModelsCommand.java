// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import org.samda.catalog.WeightsCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code samda models}: the generic encoders and their published weights; alone it shows its help. */
@Command(
        name = "models",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows the generic encoders that are known, and fetches their published weights.",
            "The weights are kept in a folder of this user; the environment variable SAMDA_HOME names another one."
        },
        footer = {"", "Example: samda models list"})
final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private ModelsCommand() {}

    /**
     * The command with its own commands.
     *
     * @param home folder of this user
     */
    static CommandLine in(Path home) {
        WeightsCache cache = WeightsCache.in(home);
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsListCommand(cache))
                .addSubcommand(new ModelsDescribeCommand(cache))
                .addSubcommand(new ModelsGetCommand(cache));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
