// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.training.EncoderTraining;
import org.samda.training.TrainingSetup;
import org.samda.training.TrainingSpeed;

/**
 * What a run would plan and take, told before it is started ({@code samda plan}).
 *
 * @param plan     patch, batch, pixel size, preprocessing
 * @param network  shape of the network
 * @param classes  what it segments
 * @param memory   bytes
 * @param disk     bytes
 * @param time     seconds on this machine
 * @param warnings of images that are trained on and, nearly, scored on
 */
public record RunForecast(
        Plan plan,
        SamdaModelConfig network,
        Classes classes,
        Memory memory,
        Disk disk,
        Time time,
        List<String> warnings) {

    /**
     * @param needed     about what the run takes
     * @param allowed    what it may take
     * @param reductions what was made smaller for that
     */
    public record Memory(long needed, long allowed, List<String> reductions) {}

    /**
     * @param prepared   images, kept from run to run
     * @param embeddings of a frozen generic encoder, kept from run to run; at most
     * @param run        checkpoints and model in the run's directory
     */
    public record Disk(long prepared, long embeddings, long run) {}

    /**
     * Without scoring; 0 for steps that do not run. Measured with a few iterations on made-up patches, so other work on the
     * machine counts.
     *
     * @param step1 with its validation
     * @param step2 adaptation
     * @param step3 few-shot training
     */
    public record Time(double step1, double step2, double step3) {

        public double total() {
            return step1 + step2 + step3;
        }
    }

    /** The U-Net in a line. */
    public String unet() {
        ExpertUNetConfig expert = network.expert();
        return "%d stages, channels %s, strides (y x) %s"
                .formatted(
                        expert.stages(),
                        expert.features().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        expert.strides().stream()
                                .map(stride -> stride.y() + "x" + stride.x())
                                .collect(Collectors.joining(", ")));
    }

    /** Plans, reads every image once, and trains for a moment; makes nothing. */
    public static RunForecast of(RunConfig config, Progress progress) {
        TrainingData stored = TrainingData.open(config);
        RunModel model = RunModel.plan(config, stored);
        TrainingData data = stored.oriented(model.plan().preprocessing().orientation());
        List<String> warnings = data.check(progress);
        Engine engine = Engine.start(
                OptionalInt.of(config.compute().threads()),
                config.compute().device(),
                config.compute().precision());
        return new RunForecast(
                model.plan(),
                model.network(),
                model.classes(),
                new Memory(
                        (long) MemoryNeed.of(model, config).total(),
                        model.memory().bytes(),
                        model.memory().reductions()),
                DiskNeed.of(config, data, model),
                time(config, data, model, engine),
                warnings);
    }

    private static Time time(RunConfig config, TrainingData data, RunModel model, Engine engine) {
        SamdaModel network = new SamdaModel(model.network());
        try {
            Parameters.move(network, engine);
            EncoderTraining encoder = config.method().encoder().training(config);
            TrainingSetup setup = new TrainingSetup(
                    network, engine, config.settings().training().sgd(), encoder, 1);
            return TimeNeed.of(config, data, model, TrainingSpeed.measure(setup, model.plan(), model.classes()));
        } finally {
            Parameters.free(network);
        }
    }
}
