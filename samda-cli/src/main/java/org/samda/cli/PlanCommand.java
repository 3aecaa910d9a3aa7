// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.config.Configs;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.experiment.RunModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code samda plan}: what {@code samda train} would plan. */
@Command(
        name = "plan",
        description = {
            "Shows the plan that source and target would share: pixel size, patch, batch, network.",
            "Without --target, the plan of the source alone (step 1)."
        },
        footer = {"", "Example: samda plan --source public/epfl --target own"})
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Option(names = "--source", required = true, paramLabel = "DATASET", description = "Annotated data set.")
    private Path source;

    @Option(names = "--target", paramLabel = "DATASET", description = "Own data set.")
    private Optional<Path> target = Optional.empty();

    @Option(names = "--preset", defaultValue = "standard", description = "quick, standard or full.")
    private RunConfig.Preset preset;

    @Option(names = "--mode", defaultValue = "robust", description = "robust or paper.")
    private RunConfig.Mode mode;

    @Option(names = "--encoder", defaultValue = "tiny", description = EncoderWeightsFile.ENCODERS)
    private String encoder;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change one setting.")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        RunConfig config = new RunConfig(
                new RunConfig.Inputs(
                        Optional.of(source.toAbsolutePath().normalize()),
                        target.map(path -> path.toAbsolutePath().normalize()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                new RunConfig.Method(preset, mode, EncoderKind.named(encoder), steps()),
                compute.recorded(),
                Presets.settings(preset, mode, settings));
        RunModel model = RunModel.plan(config);
        var out = spec.commandLine().getOut();
        out.print(json.isGiven() ? Configs.toJson(model) : Configs.toYaml(model));
        out.flush();
        return 0;
    }

    private List<Integer> steps() {
        return target.isPresent() ? List.of(1, 2, 3) : List.of(1);
    }
}
