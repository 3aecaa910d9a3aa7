// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
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
        return runInterruptibly(interruption -> run(commandLine(interruption, commands(SamdaHome.ofThisUser())), args));
    }

    private static int runInterruptibly(ToIntFunction<Interruption> work) {
        Interruption interruption = Interruption.watch(Thread.currentThread());
        try {
            return work.applyAsInt(interruption);
        } finally {
            interruption.workIsOver();
        }
    }

    /**
     * Runs a command of another program with the manners of this one's: messages, exit codes, what Ctrl-C does.
     *
     * @param command an object with an {@code @Command} annotation
     */
    public static int run(Object command, String... args) {
        Locale.setDefault(Locale.ROOT);
        return runInterruptibly(interruption -> run(alone(command, interruption), args));
    }

    /**
     * Fills in the options of such a command and does nothing.
     *
     * @param folder what relative paths begin at
     * @throws ParameterException if the arguments are wrong
     */
    public static void parse(Object command, Path folder, List<String> args) {
        CommandLine line = alone(command, Interruption.unwatched());
        line.registerConverter(Path.class, folder::resolve);
        line.parseArgs(args.toArray(String[]::new));
    }

    private static CommandLine alone(Object command, Interruption interruption) {
        CommandLine line = new CommandLine(command);
        complete(line);
        return behaved(line, interruption);
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
        return behaved(line, interruption);
    }

    private static CommandLine behaved(CommandLine line, Interruption interruption) {
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
