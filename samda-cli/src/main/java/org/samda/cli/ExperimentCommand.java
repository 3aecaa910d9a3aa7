// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.samda.catalog.EncoderCatalog;
import org.samda.catalog.EncoderDescriptor;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import org.samda.data.PreparedStore;
import org.samda.experiment.EncoderKind;
import org.samda.study.Studies;
import org.samda.study.Study;
import org.samda.study.StudyConfig;
import org.samda.study.StudyOutcome;
import org.samda.study.StudyScore;
import org.samda.study.StudySetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda experiment}: a study, methods x pairs x shots x seeds. */
@Command(
        name = "experiment",
        description = {
            "Runs a study, methods x pairs x shots x seeds, and writes its tables with the paper's figures beside.",
            "Started again with the same --out it goes on where it stopped and skips what is done."
        },
        footer = {"", "Example: samda experiment shared-em-quick --data data --out studies/shared-em-quick"})
final class ExperimentCommand implements Callable<Integer> {
    private final WeightsCache cache;
    private final PreparedStore.Location prepared;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Parameters(
            paramLabel = "STUDY",
            description = {
                "A YAML file, or a study that ships: table1, table2 (the paper's data), shared-em, shared-mri,",
                "and each with -quick."
            })
    private String study;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for everything.")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder that the study's data sets are in (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--weights",
            paramLabel = "ENCODER=FILE",
            description = "Published weights of an encoder (default: what 'samda models get' fetched).")
    private Map<String, Path> weights = Map.of();

    @Option(names = "--dry-run", description = "Only show the runs: what is done, what is left.")
    private boolean dryRun;

    @Option(names = "--keep-going", description = "After a run that failed, make those that do not start from it.")
    private boolean keepGoing;

    ExperimentCommand(WeightsCache cache, PreparedStore.Location prepared) {
        this.cache = cache;
        this.prepared = prepared;
    }

    /**
     * What {@code --json} prints.
     *
     * @param study  its name
     * @param out    its folder
     * @param runs   all of them
     * @param scores all figures that are there
     */
    record Answer(String study, String out, List<Study.State> runs, List<StudyScore> scores) {}

    @Override
    public Integer call() {
        if (spec.commandLine().getParseResult().hasMatchedOption("--seed")) {
            throw new ParameterException(spec.commandLine(), "--seed: a study's seeds are in its YAML. Leave it out.");
        }
        StudyConfig config = Studies.load(study);
        Study made = new Study(config, setup(config), compute.progress(), line -> json.say(spec, line));
        List<StudyScore> scores = List.of();
        if (dryRun) {
            made.states().forEach(state -> json.say(spec, line(state)));
        } else {
            made.requireData();
            requireWeights(config);
            StudyOutcome outcome = made.run(keepGoing);
            scores = outcome.scores();
        }
        if (json.isGiven()) {
            spec.commandLine()
                    .getOut()
                    .print(Configs.toJson(new Answer(config.name(), out.toString(), made.states(), scores)));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private static String line(Study.State state) {
        String figures = state.usedBy().isEmpty() ? "" : " (" + String.join("; ", state.usedBy()) + ")";
        return (state.done() ? "done  " : "left  ") + state.name() + figures;
    }

    private StudySetup setup(StudyConfig config) {
        Map<EncoderKind, Path> files = new EnumMap<>(EncoderKind.class);
        for (StudyConfig.Method method : config.methods()) {
            cache.file(descriptor(method.encoder())).ifPresent(file -> files.put(method.encoder(), file));
        }
        weights.forEach((name, file) ->
                files.put(EncoderKind.named(name), file.toAbsolutePath().normalize()));
        String command = "samda experiment %s --data %s --out %s".formatted(study, data, out);
        return new StudySetup(data, out, prepared, compute.recorded(), files, command);
    }

    /** Those of the cache; others are found missing by the run. */
    private void requireWeights(StudyConfig config) {
        config.methods().stream()
                .filter(method -> method.encoder().published().isPresent()
                        && method.weights().isEmpty()
                        && !weights.containsKey(method.encoder().toString()))
                .forEach(method -> cache.require(descriptor(method.encoder())));
    }

    private static EncoderDescriptor descriptor(EncoderKind kind) {
        return EncoderCatalog.load().named(kind.toString());
    }
}
