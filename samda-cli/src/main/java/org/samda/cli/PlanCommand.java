// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.config.Configs;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.experiment.RunForecast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code samda plan}: what {@code samda train} would plan. */
@Command(
        name = "plan",
        description = {
            "Shows the plan that source and target would share (pixel size, patch, batch, network),",
            "and the memory, disk and time that 'samda train' with the same options would take.",
            "Reads all images, makes nothing."
        },
        footer = {"", "Example: samda plan --source public/epfl --target own"})
final class PlanCommand implements Callable<Integer> {
    private static final double GB = 1e9;
    private static final double MINUTE = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        RunForecast forecast = RunForecast.of(
                options.config(compute.recorded(), kind -> Optional.empty(), options.possibleSteps()),
                compute.progress());
        var out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(forecast));
        } else {
            print(forecast, out);
        }
        out.flush();
        return 0;
    }

    private static void print(RunForecast forecast, PrintWriter out) {
        printNetwork(forecast, out);
        out.printf(
                Locale.ROOT,
                "memory  about %.1f GB of the %.1f GB that may be used (--max-memory)%n",
                forecast.memory().needed() / GB,
                forecast.memory().allowed() / GB);
        forecast.memory().reductions().forEach(line -> out.println("        to fit, " + line));
        out.printf(
                Locale.ROOT,
                "disk    about %.2f GB of prepared images and at most %.2f GB of embeddings, kept for other runs, and %.2f GB for the run%n",
                forecast.disk().prepared() / GB,
                forecast.disk().embeddings() / GB,
                forecast.disk().run() / GB);
        RunForecast.Time time = forecast.time();
        out.printf(
                Locale.ROOT,
                "time    about %.0f minutes on this machine as it is now: step 1 %.1f, step 2 %.1f, step 3 %.1f, and scoring%n",
                time.total() / MINUTE,
                time.step1() / MINUTE,
                time.step2() / MINUTE,
                time.step3() / MINUTE);
        forecast.warnings().forEach(warning -> out.println("warning: " + warning));
    }

    private static void printNetwork(RunForecast forecast, PrintWriter out) {
        Plan plan = forecast.plan();
        out.printf(
                "images  %s, %s, normalised %s by %s%n",
                plan.preprocessing().unit() == Preprocessing.Unit.VOLUME
                        ? "volumes cut along "
                                + Configs.nameOf(plan.preprocessing().sliceAxis())
                        : "sections",
                plan.pixelSize().map(size -> "at " + size).orElse("at 1/" + plan.downsampling() + " of their size"),
                plan.preprocessing().unit() == Preprocessing.Unit.VOLUME ? "as a whole" : "one by one",
                Configs.nameOf(plan.preprocessing().normalization().scheme()));
        out.printf("patch   %d x %d px, %d in a batch%n", plan.patchWidth(), plan.patchHeight(), plan.batchSize());
        out.printf("U-Net   %s%n", forecast.unet());
        out.printf(
                "classes %s%n",
                joined(forecast.classes().foregroundClasses().stream()
                        .map(Object::toString)
                        .toList()));
    }

    private static String joined(List<String> words) {
        return String.join(", ", words);
    }
}
