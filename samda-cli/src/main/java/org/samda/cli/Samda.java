// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.samda.catalog.WeightsCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
@Command(
        name = "samda",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Few-shot domain adaptation for electron-microscopy segmentation.",
        footer = {"", "Example: samda quickstart --out quickstart"})
public final class Samda implements Runnable {
    private static final int USAGE_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    private Samda() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(runInterruptibly(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command, found none");
    }

    private static int runInterruptibly(String[] args) {
        Interruption interruption = Interruption.watch(Thread.currentThread());
        try {
            return run(commandLine(interruption, commands(SamdaHome.ofThisUser())), args);
        } finally {
            interruption.workIsOver();
        }
    }

    /**
     * All that the program can do.
     *
     * @param home folder of this user with what is kept between runs
     */
    static Object[] commands(Path home) {
        WeightsCache cache = WeightsCache.in(home);
        return new Object[] {
            new QuickstartCommand(),
            new PhantomCommand(),
            new InspectCommand(),
            new PlanCommand(),
            new TrainCommand(cache, SamdaHome.prepared(home)),
            new ExperimentCommand(cache, SamdaHome.prepared(home)),
            new SegmentCommand(cache),
            new EvaluateCommand(),
            new MeasureCommand(),
            new EmbedCommand(cache),
            new BenchCommand(),
            ModelsCommand.in(home)
        };
    }

    /** The program with the given commands, each an object with an {@code @Command} annotation. */
    static CommandLine commandLine(Interruption interruption, Object... commands) {
        CommandLine line = new CommandLine(new Samda());
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        line.getSubcommands().values().forEach(Samda::complete);
        return line.setExecutionExceptionHandler(new Failures(interruption))
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(USAGE_WIDTH);
    }

    /** Gives a command what all have: {@code --help}, and enums that are typed in kebab-case. */
    private static void complete(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        Choice.register(command);
        command.getSubcommands().values().forEach(Samda::complete);
    }

    /** Runs one command; a lack of memory is told in one line, it is seldom a bug. */
    static int run(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            line.getErr().println(Failures.outOfMemory(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
