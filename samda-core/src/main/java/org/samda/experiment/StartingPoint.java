// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.Plan;
import org.samda.image.LargestComponent;
import org.samda.inference.Ensemble;
import org.samda.inference.ModelFile;
import org.samda.inference.NnUNetModel;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;

/** Trained weights that a run starts from, with the plan they were trained with. */
sealed interface StartingPoint {

    /** @param from a run directory, or what nnU-Net left of a 2-D training */
    static StartingPoint of(Path from) {
        return NnUNetModel.isOne(from) ? new TrainedByNnUNet(from, NnUNetModel.find(from)) : EarlierRun.of(from);
    }

    Path place();

    /** The plan, network and classes before this run. */
    RunModel model();

    /** Makes sure that a run of this configuration can go on with what is known of the generic encoder. */
    void requireFits(RunConfig later);

    /** Puts the weights into a new network; those of a plain U-Net are a warm start for one with a generic encoder (PAPER row 5). */
    void restore(SamdaModel network);

    /**
     * Plan and network of a run that starts here: the plan as it was, with the batch size that the run asks for and its
     * memory allows.
     */
    default RunModel start(RunConfig config, TrainingData data) {
        requirePooling(config.settings().plan());
        RunModel earlier = model();
        int before = earlier.classes().count() - 1;
        int now = data.classes().count() - 1;
        if (before != now) {
            throw new SamdaException(
                    "The run '%s' cannot be started from: it has %d classes, this run has %d. Use data as there."
                            .formatted(place(), before, now));
        }
        RunModel model = new RunModel(
                earlier.plan().withBatchSize(batchSize(config)),
                network(earlier, config),
                data.classes(),
                new MemoryBudget(config.compute().memoryBudget(), List.of()),
                postProcessing());
        return model.withFittingBatch(config);
    }

    /** Makes sure that the U-Net can be of the kind that is asked for (PAPER row 4). */
    void requirePooling(PlanConfig plan);

    /** What was chosen to be done to segmentations. */
    LargestComponent postProcessing();

    /** Patches per iteration that the run's settings ask for. */
    int batchSize(RunConfig config);

    private SamdaModelConfig network(RunModel earlier, RunConfig config) {
        EncoderKind encoder = config.method().encoder();
        if (encoder != EncoderKind.NONE && earlier.generic().isEmpty()) {
            requireStep1(config);
            Plan plan = earlier.plan();
            return RunModel.network(
                    earlier.network().expert(),
                    new Grid(plan.patchHeight(), plan.patchWidth()),
                    encoder,
                    config.settings());
        }
        requireFits(config);
        return earlier.network().withLora(encoder.lora(config.settings()));
    }

    /** An encoder without published weights knows nothing before step 1. */
    private void requireStep1(RunConfig config) {
        if (config.method().encoder() == EncoderKind.TINY
                && !config.method().steps().contains(1)) {
            throw new SamdaException(
                    "The run '%s' cannot be started from with steps %s: it is a plain U-Net, and the encoder 'tiny' has to be trained in step 1 first. Add step 1, or use --encoder none."
                            .formatted(place(), config.method().steps()));
        }
    }

    /**
     * An earlier run of this program.
     *
     * @param place  its directory
     * @param config its configuration
     * @param model  its plan and network
     */
    record EarlierRun(Path place, RunConfig config, RunModel model) implements StartingPoint {

        static EarlierRun of(Path from) {
            Path file = from.resolve(RunModel.FILE);
            if (Files.exists(Ensemble.fold(from, 0))) {
                throw new SamdaException(
                        "'%s' is a cross-validation with several models, of which one is started from: name one of its folds, such as --from %s."
                                .formatted(from, Ensemble.fold(from, 0)));
            }
            if (!Files.exists(file)) {
                throw new SamdaException(
                        "'%s' is no run directory: plan.yaml is missing. Give --from the --out of an earlier 'samda train', or a network that nnU-Net trained."
                                .formatted(from));
            }
            RunResult.lastStep(from);
            return new EarlierRun(
                    from,
                    Configs.read(from.resolve("config.yaml"), RunConfig.class),
                    Configs.read(file, RunModel.class));
        }

        @Override
        public void requireFits(RunConfig later) {
            EarlierEncoder.of(place).requireFits(later);
        }

        /** Its U-Net stays as it is, like all of its plan. */
        @Override
        public void requirePooling(PlanConfig plan) {}

        /** As many as there, or more or fewer as the setting changed. */
        @Override
        public int batchSize(RunConfig later) {
            long before = config.settings().plan().batchSize();
            long now = later.settings().plan().batchSize();
            return (int) Math.max(1, model.plan().batchSize() * now / before);
        }

        @Override
        public void restore(SamdaModel network) {
            RunResult.restoreLast(place, network);
        }

        /** None where the run has not got as far as its model file. */
        @Override
        public LargestComponent postProcessing() {
            Path file = place.resolve("model.samda");
            return Files.exists(file) ? ModelFile.describe(file).postProcessing() : LargestComponent.NONE;
        }
    }

    /**
     * A network that nnU-Net trained.
     *
     * @param place   what the user named
     * @param trained its files
     */
    record TrainedByNnUNet(Path place, NnUNetModel trained) implements StartingPoint {

        @Override
        public RunModel model() {
            return new RunModel(
                    trained.description().plan(),
                    SamdaModelConfig.plain(trained.description().expert()),
                    trained.description().classes(),
                    new MemoryBudget(0, List.of()),
                    LargestComponent.NONE);
        }

        /** A plain U-Net knows of none. */
        @Override
        public void requireFits(RunConfig later) {}

        @Override
        public void requirePooling(PlanConfig plan) {
            if (plan.maxPooling()) {
                throw new SamdaException(
                        "'%s' cannot be started from with plan.maxPooling=true: nnU-Net's U-Net has strided convolutions, whose weights would mean something else after max pooling. Use --mode robust or --set plan.maxPooling=false, or leave --from out."
                                .formatted(place));
            }
        }

        /** nnU-Net's, as far as the preset allows pixels in a batch. */
        @Override
        public int batchSize(RunConfig later) {
            Plan plan = trained.description().plan();
            long allowed = later.settings().plan().limits(1).maxBatchPixels().orElse(Long.MAX_VALUE);
            return (int) Math.max(
                    1, Math.min(plan.batchSize(), allowed / ((long) plan.patchWidth() * plan.patchHeight())));
        }

        @Override
        public void restore(SamdaModel network) {
            trained.warmStart(network);
        }

        /** nnU-Net keeps its choice in a file of Python objects, which is not read. */
        @Override
        public LargestComponent postProcessing() {
            return LargestComponent.NONE;
        }
    }
}
