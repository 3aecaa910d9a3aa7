// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.samda.data.AugmentationConfig;
import org.samda.data.Classes;
import org.samda.data.PatchSampler;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingImage;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.experiment.RunModel;
import org.samda.experiment.Settings;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Precision;
import org.samda.training.DomainAdaptation;
import org.samda.training.TrainingSetup;
import org.samda.training.TrainingStep;

/** What is done besides in a training of preset {@code quick}: drawing patches, and step 2. Images are random. */
final class QuickPresetTasks {
    private static final int PATCH = 256;

    private final int side;
    private final int augmented;
    private final Engine engine;

    QuickPresetTasks(BenchmarkSizes sizes, Engine engine) {
        side = PATCH / sizes.shrinking();
        augmented = sizes.augmented();
        this.engine = engine;
    }

    /** Patches as step 1 draws them, on one thread. */
    Task augmentation() {
        return new Task(
                "drawing and augmenting patches of %d x %d px on one thread".formatted(side, side),
                Precision.FP32,
                BenchmarkUnit.PATCHES_PER_SECOND,
                augmented,
                OptionalDouble.empty(),
                Task.WARM_UPS,
                () -> {
                    PatchSampler sampler = sampler(settings(1).augmentation(), 0);
                    return Workload.of(() -> draw(sampler), () -> {});
                });
    }

    private void draw(PatchSampler sampler) {
        for (int i = 0; i < augmented; i++) {
            sampler.batch(i);
        }
    }

    /** Iterations of step 2 between the drawing of an epoch's pairs and the look for a collapse at its end. */
    Task adaptation(int repetitions) {
        return Task.seconds(
                "adaptation step, encoder tiny, a pair of %d x %d px".formatted(side, side),
                engine.precision(),
                work(settings(1)),
                () -> adapting(settings(Task.WARM_UPS + repetitions + 1)));
    }

    /** Of an iteration; not known where the encoder would see an enlarged patch. */
    private OptionalDouble work(Settings settings) {
        GenericConfig generic =
                RunModel.planned(EncoderKind.TINY, settings).generic().orElseThrow();
        return side < generic.minSide()
                ? OptionalDouble.empty()
                : OptionalDouble.of(AdaptationWork.iteration(generic, side));
    }

    private Workload adapting(Settings settings) {
        Engine.seed(1);
        EncoderKind encoder = EncoderKind.TINY;
        SamdaModel model = new SamdaModel(RunModel.planned(encoder, settings));
        Parameters.move(model, engine);
        TrainingSetup setup =
                new TrainingSetup(model, engine, settings.training().sgd(), encoder.training(settings.encoder()), 1);
        AugmentationConfig raw =
                new AugmentationConfig(settings.augmentation().spatial(), AugmentationConfig.Intensity.NONE);
        TrainingStep step = DomainAdaptation.of(
                        settings.training().adaptation(), setup, sampler(raw, 1), sampler(raw, 2))
                .open(0);
        AtomicLong iteration = new AtomicLong();
        return Workload.of(() -> step.iterate(iteration.getAndIncrement()), () -> {
            step.close();
            Parameters.free(model);
        });
    }

    private Settings settings(int pairs) {
        return Presets.settings(
                RunConfig.Preset.QUICK,
                RunConfig.Mode.ROBUST,
                List.of("plan.patchSize=" + side, "training.adaptation.pairs=" + pairs));
    }

    private PatchSampler sampler(AugmentationConfig augmentation, int seed) {
        int length = 2 * side;
        int[] labels = new int[length * length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (i / 40 + i / (40 * length)) % 2;
        }
        TrainingImage image = TrainingImage.of(
                "made up",
                new GreyImage(length, length, RandomNumbers.grey(labels.length, seed)),
                Optional.of(new LabelImage(length, length, labels)),
                Classes.foreground());
        return PatchSampler.ofImages(
                List.of(image),
                new SamplerConfig(side, side, 1, 1.0 / 3, false),
                augmentation.forPatch(side, side),
                seed);
    }
}
