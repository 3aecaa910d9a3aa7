// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.Plan;
import org.samda.io.AtomicFiles;
import org.samda.model.EncoderInput;
import org.samda.model.EncoderNormalization;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.LoraConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamdaModelConfig;

/**
 * Plan, network and classes of a run: settled once, kept in the run's {@code plan.yaml}, and taken from there ever after.
 *
 * @param plan    sizes of patch and batch, working pixel size
 * @param network shape of the network
 * @param classes what it segments
 */
public record RunModel(Plan plan, SamdaModelConfig network, Classes classes) {

    private static final String FILE = "plan.yaml";

    /** Smaller patches are enlarged for an encoder with published weights (PAPER row 1). */
    private static final int PUBLISHED_MIN_SIDE = 256;

    /** That of the run in this folder, or of the run it starts from, or a new one planned on the target. Writes nothing. */
    static RunModel of(RunConfig config, TrainingData data, Path folder) {
        config.settings().encoder().requireUse(config.method().encoder());
        Path file = folder.resolve(FILE);
        return Files.exists(file)
                ? Configs.read(file, RunModel.class)
                : config.inputs().from().map(from -> ofRun(from, config, data)).orElseGet(() -> planned(config, data));
    }

    /** Keeps it in the run's folder. */
    void write(RunFolder run) {
        AtomicFiles.write(run.path(FILE), Configs.toYaml(this).getBytes(StandardCharsets.UTF_8));
    }

    /** What a run of this configuration would plan; makes nothing. */
    public static RunModel plan(RunConfig config) {
        return planned(config, TrainingData.open(config));
    }

    private static RunModel ofRun(Path from, RunConfig config, TrainingData data) {
        Path file = from.resolve(FILE);
        if (!Files.exists(file)) {
            throw new SamdaException(
                    "'%s' is no run directory: plan.yaml is missing. Give --from the --out of an earlier 'samda train'."
                            .formatted(from));
        }
        RunResult.lastStep(from);
        RunModel earlier = Configs.read(file, RunModel.class);
        Plan plan = earlier.plan().withBatchSize(config.settings().plan().batchSize());
        requireSameClasses(from, earlier.classes().count() - 1, data.classes().count() - 1);
        boolean generic = config.method().encoder() != EncoderKind.NONE;
        if (generic && earlier.generic().isEmpty()) {
            requireStep1(from, config);
            Planner.Planned planned =
                    new Planner.Planned(plan, earlier.network().expert());
            return new RunModel(plan, network(planned, config.method().encoder(), config.settings()), data.classes());
        }
        EarlierEncoder.of(from).requireFits(config);
        Optional<LoraConfig> lora = config.method().encoder().lora(config.settings());
        return new RunModel(plan, earlier.network().withLora(lora), data.classes());
    }

    /** An encoder without published weights knows nothing before step 1. */
    private static void requireStep1(Path from, RunConfig config) {
        if (config.method().encoder() == EncoderKind.TINY
                && !config.method().steps().contains(1)) {
            throw new SamdaException(
                    "The run '%s' cannot be started from with steps %s: it is a plain U-Net, and the encoder 'tiny' has to be trained in step 1 first. Add step 1, or use --encoder none."
                            .formatted(from, config.method().steps()));
        }
    }

    private static void requireSameClasses(Path from, int before, int now) {
        if (before != now) {
            throw new SamdaException(
                    "The run '%s' cannot be started from: it has %d classes, this run has %d. Use data as there."
                            .formatted(from, before, now));
        }
    }

    private static RunModel planned(RunConfig config, TrainingData data) {
        Dataset dataset = data.target().or(data::source).orElseThrow();
        Planner.Planned planned = Planner.plan(dataset, data.classes().count(), config.settings());
        SamdaModelConfig network = network(planned, config.method().encoder(), config.settings());
        return new RunModel(planned.plan(), network, data.classes());
    }

    /** The planned U-Net with this generic encoder, and the projector between them. */
    static SamdaModelConfig network(Planner.Planned planned, EncoderKind kind, Settings settings) {
        ExpertUNetConfig expert = planned.expert();
        if (kind == EncoderKind.NONE) {
            return SamdaModelConfig.plain(expert);
        }
        TinyConfig tiny = settings.tiny();
        Optional<EncoderKind.Published> published = kind.published();
        EncoderShape encoder = published.map(EncoderKind.Published::shape).orElse(tiny.encoder());
        EncoderNormalization normalization =
                published.map(EncoderKind.Published::normalization).orElse(EncoderNormalization.Z_SCORE);
        int minSide = published.isPresent() ? PUBLISHED_MIN_SIDE : tiny.minSide();
        int enlargement = EncoderInput.enlargement(
                planned.plan().patchHeight(), planned.plan().patchWidth(), minSide);
        ProjectorConfig projector = ProjectorConfig.between(
                encoder.outChannels(), expert.bottleneckChannels(), enlargement, expert.totalStride());
        return SamdaModelConfig.fused(
                expert,
                new SamdaModelConfig.GenericConfig(encoder, minSide, normalization, projector, kind.lora(settings)));
    }

    /** One line for the log. */
    String summary() {
        return "plan:   patch %d x %d px, batch %d, %s, U-Net with %d stages (%s channels), classes %s"
                .formatted(
                        plan.patchWidth(),
                        plan.patchHeight(),
                        plan.batchSize(),
                        plan.pixelSizeNm()
                                .map("at %.4g nm/px"::formatted)
                                .orElse("at 1/" + plan.downsampling() + " of the images' size"),
                        network.expert().stages(),
                        network.expert().features(),
                        classes.foregroundClasses());
    }

    /** The generic encoder's shape, if there is one. */
    Optional<SamdaModelConfig.GenericConfig> generic() {
        return network.generic();
    }
}
