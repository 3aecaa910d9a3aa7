// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.Plan;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.image.LargestComponent;
import org.samda.io.AtomicFiles;
import org.samda.model.EncoderInput;
import org.samda.model.EncoderNormalization;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.planning.NetworkPlan;

/**
 * Plan, network and classes of a run: settled once, kept in the run's {@code plan.yaml}, and taken from there ever after.
 *
 * @param plan    sizes of patch and batch, working pixel size
 * @param network shape of the network
 * @param classes what it segments
 * @param memory  what the plan was fitted into
 * @param postProcessing what the run it starts from does to segmentations; a run with step 1 chooses anew
 */
public record RunModel(
        Plan plan, SamdaModelConfig network, Classes classes, MemoryBudget memory, LargestComponent postProcessing) {

    static final String FILE = "plan.yaml";

    /** Smaller patches are enlarged for an encoder with published weights (PAPER row 1). */
    private static final int PUBLISHED_MIN_SIDE = 256;

    /** That of the run in this folder, or of the run it starts from, or a new one planned on the target. Writes nothing. */
    static RunModel of(RunConfig config, TrainingData data, Path folder) {
        config.settings().encoder().requireUse(config.method().encoder());
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Configs.read(file, RunModel.class) : plan(config, data);
    }

    /** Keeps it in the run's folder. */
    void write(RunFolder run) {
        AtomicFiles.write(run.path(FILE), Configs.toYaml(this).getBytes(StandardCharsets.UTF_8));
    }

    /** What a run of this configuration would plan; makes nothing. */
    static RunModel plan(RunConfig config, TrainingData data) {
        return config.inputs()
                .from()
                .map(from -> StartingPoint.of(from).start(config, data))
                .orElseGet(() -> planned(config, data));
    }

    /** The same with half the batch, again and again, until it fits into the run's memory. */
    RunModel withFittingBatch(RunConfig config) {
        RunModel model = this;
        while (MemoryNeed.of(model, config).total() > memory.bytes()) {
            int batch = model.plan().batchSize();
            if (batch == 1) {
                throw new SamdaException(
                        "The run does not fit into memory: %s, expected at most %.1f GB. Allow more with --max-memory, or choose a smaller encoder."
                                .formatted(MemoryNeed.of(model, config), memory.bytes() / 1e9));
            }
            model = new RunModel(
                    plan.withBatchSize(batch / 2),
                    network,
                    classes,
                    new MemoryBudget(
                            memory.bytes(),
                            List.of("the batch has %d patches instead of %d".formatted(batch / 2, plan.batchSize()))),
                    postProcessing);
        }
        return model;
    }

    private static RunModel planned(RunConfig config, TrainingData data) {
        Dataset dataset = data.target().or(data::source).orElseThrow();
        Planner planner = Planner.of(
                dataset,
                config.settings(),
                data.classes().count(),
                data.target().isPresent() && data.source().isPresent()
                        ? data.sourceTraining().size()
                        : 0);
        MemoryBudget.Fitted fitted = MemoryBudget.fit(
                config.compute().memoryBudget(),
                planner.plan(),
                planner,
                plan -> MemoryNeed.of(of(plan, planner, config, data.classes()), config)
                        .total());
        return of(fitted.plan(), planner, config, data.classes()).within(fitted.budget());
    }

    private static RunModel of(NetworkPlan plan, Planner planner, RunConfig config, Classes classes) {
        return new RunModel(
                planner.dataPlan(plan),
                network(plan, config.method().encoder(), config.settings()),
                classes,
                new MemoryBudget(config.compute().memoryBudget(), List.of()),
                LargestComponent.NONE);
    }

    private RunModel within(MemoryBudget budget) {
        return new RunModel(plan, network, classes, budget, postProcessing);
    }

    /** The network that is planned for two classes and images not smaller than a patch. */
    public static SamdaModelConfig planned(EncoderKind kind, Settings settings) {
        return network(Planner.ofLargeImages(settings, 2), kind, settings);
    }

    /** The planned U-Net with this generic encoder, and the projector between them. */
    static SamdaModelConfig network(NetworkPlan planned, EncoderKind kind, Settings settings) {
        return network(
                Planner.expert(planned, settings.plan()),
                new Grid(planned.patch().height(), planned.patch().width()),
                kind,
                settings);
    }

    /** The same for a U-Net that there is already, with patches of this size. */
    static SamdaModelConfig network(ExpertUNetConfig expert, Grid patch, EncoderKind kind, Settings settings) {
        if (kind == EncoderKind.NONE) {
            return SamdaModelConfig.plain(expert);
        }
        TinyConfig tiny = settings.tiny();
        Optional<EncoderKind.Published> published = kind.published();
        EncoderShape encoder = published.map(EncoderKind.Published::shape).orElse(tiny.encoder());
        EncoderNormalization normalization =
                published.map(EncoderKind.Published::normalization).orElse(EncoderNormalization.Z_SCORE);
        int minSide = published.isPresent() ? PUBLISHED_MIN_SIDE : tiny.minSide();
        Optional<EncoderPreprocessing> preprocessing = published
                .map(EncoderKind.Published::preprocessing)
                .filter(any -> settings.data().genericInput() == DataConfig.GenericInput.PUBLISHED);
        int enlargement = EncoderInput.of(preprocessing, minSide, patch.height(), patch.width())
                .factor();
        ProjectorConfig projector = ProjectorConfig.between(
                encoder.outChannels(), expert.bottleneckChannels(), enlargement, expert.totalStride());
        return SamdaModelConfig.fused(
                expert,
                new SamdaModelConfig.GenericConfig(
                        encoder, preprocessing, minSide, normalization, projector, kind.lora(settings)));
    }

    /** One line for the log. */
    String summary() {
        return "plan:   patch %d x %d px, batch %d, %s, U-Net with %d stages (%s channels), classes %s"
                .formatted(
                        plan.patchWidth(),
                        plan.patchHeight(),
                        plan.batchSize(),
                        plan.pixelSize()
                                .map(size -> "at " + size)
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
