// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.samda.config.Configs;
import org.samda.experiment.Quickstart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code samda quickstart}: the whole story on generated data. */
@Command(
        name = "quickstart",
        description = {
            "Shows the whole story on generated data, in a few minutes and without any input:",
            "makes a source and a target domain, runs the three steps, scores and draws what came out."
        },
        footer = {"", "Example: samda quickstart --out quickstart"})
final class QuickstartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "samda-quickstart",
            description = "Folder for everything (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change one setting.")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        Quickstart.Results results = new Quickstart(
                        out, compute.recorded(), settings, compute.progress(), line -> json.say(spec, line))
                .run();
        if (json.isGiven()) {
            spec.commandLine().getOut().print(Configs.toJson(results));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
