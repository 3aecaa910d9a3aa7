// SPDX-License-Identifier: Apache-2.0
package demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.samda.bank.EmbeddingBank;
import org.samda.bank.StoredPrecision;
import org.samda.data.AugmentationConfig;
import org.samda.data.Classes;
import org.samda.data.Lattice;
import org.samda.data.PatchSampler;
import org.samda.data.PreparedStore;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingImage;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.model.EncoderNormalization;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.PublishedShapes;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.training.AdaptationConfig;
import org.samda.training.DomainAdaptation;
import org.samda.training.EmbeddingSource;
import org.samda.training.EncoderTraining;
import org.samda.training.SourceTraining;
import org.samda.training.SupervisedConfig;
import org.samda.training.TrainingConfig;
import org.samda.training.TrainingSetup;
import org.samda.training.TrainingStep;

/** What the embedding bank saves in steps 1 and 2 with ViT-B at 1024 px. See bench/bank. */
public final class BankBenchmark {
    private static final int ENCODER_SIDE = 1024;
    private static final int IMAGES = 20;
    private static final int ITERATIONS = 4;
    private static final int WIDEST = 512;
    private static final int FIRST = 32;

    private final int side;
    private final TrainingSetup setup;
    private final AtomicLong encoded = new AtomicLong();
    private final Path folder;

    private BankBenchmark(int side, int stages) throws IOException {
        this.side = side;
        Engine engine = Engine.start(OptionalInt.empty(), "cpu", "auto");
        Engine.seed(1);
        SamdaModel model = model(side, stages);
        TrainingConfig training = training(List.of());
        setup = new TrainingSetup(model, engine, training.sgd(), EncoderTraining.FROZEN, 1);
        folder = Files.createTempDirectory("bank");
    }

    /** @param args what is measured, side of a patch in px; for step 1 stages of the U-Net and patches of a batch */
    public static void main(String... args) throws IOException {
        int side = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "step1" -> new BankBenchmark(side, Integer.parseInt(args[2])).step1(Integer.parseInt(args[3]));
            case "step2" -> new BankBenchmark(side, 8).step2();
            default -> TurnedEmbeddings.print(side);
        }
    }

    private void step1(int batch) {
        SamplerConfig config = new SamplerConfig(side, side, batch, 0.33, true).onLattice();
        AugmentationConfig.Spatial flips = new AugmentationConfig.Spatial(
                AugmentationConfig.Chance.NEVER, AugmentationConfig.Chance.NEVER, 0.5, true);
        PatchSampler sampler = PatchSampler.ofImages(
                images(0, 2), config, new AugmentationConfig(flips, AugmentationConfig.Intensity.NONE), 0);
        TrainingStep.Factory asItGoes = step1(counting(), sampler);
        double[] now = times(asItGoes, ITERATIONS);
        print("step 1, as it goes", median(now), encoded.get());
        EmbeddingBank cold = bank();
        print("step 1, empty bank", median(times(step1(kept(cold), sampler), ITERATIONS)), cold.computed());
        EmbeddingBank warm = bank();
        double[] then = times(step1(kept(warm), sampler), ITERATIONS);
        print("step 1, full bank", median(then), warm.computed());
        System.out.printf(
                Locale.ROOT, "an iteration with a full bank: %.1f times as fast%n", median(now) / median(then));
    }

    private static TrainingStep.Factory step1(TrainingSetup setup, PatchSampler sampler) {
        return SourceTraining.of(new SupervisedConfig(1, 250, 1e-4), setup, sampler, Optional.empty());
    }

    /** The whole step with the bank; without it an epoch of one pair, and the whole from that. */
    private void step2() {
        AdaptationConfig whole = training(List.of()).adaptation();
        AdaptationConfig short2 = training(List.of("training.adaptation.pairs=1", "training.adaptation.epochs=1"))
                .adaptation();
        double now = sum(times(step2(short2, counting()), 1));
        long passes = encoded.get();
        print("step 2, one pair, as it goes", now, passes);
        EmbeddingBank cold = bank();
        double first = sum(times(step2(whole, kept(cold)), whole.epochs() * whole.pairs()));
        print(
                "step 2, %d pairs x %d epochs, empty bank".formatted(whole.pairs(), whole.epochs()),
                first,
                cold.computed());
        EmbeddingBank warm = bank();
        double second = sum(times(step2(whole, kept(warm)), whole.epochs() * whole.pairs()));
        print("the same, full bank", second, warm.computed());
        double asItGoes = second + warm.reused() * now / passes;
        print("the same as it goes, from the seconds of a pass", asItGoes, warm.reused());
        System.out.printf(
                Locale.ROOT,
                "empty bank %.1f, full bank %.1f times as fast; weights %s%n",
                asItGoes / first,
                asItGoes / second,
                Parameters.hash(setup.model().projector()));
    }

    private TrainingStep.Factory step2(AdaptationConfig config, TrainingSetup with) {
        return DomainAdaptation.of(config, with, raw(0), raw(IMAGES));
    }

    private PatchSampler raw(int first) {
        SamplerConfig config = new SamplerConfig(side, side, 1, 0, true).onLattice();
        return PatchSampler.ofImages(images(first, IMAGES), config, AugmentationConfig.NONE, first);
    }

    private static TrainingConfig training(List<String> settings) {
        return Presets.settings(RunConfig.Preset.STANDARD, RunConfig.Mode.ROBUST, settings)
                .training();
    }

    private TrainingSetup counting() {
        return setup.with(batch -> {
            encoded.addAndGet(batch.n());
            return setup.embeddings().of(batch);
        });
    }

    private EmbeddingBank bank() {
        return source().bank(setup, new PreparedStore.Location(folder, 1L << 34), System.out::println);
    }

    private TrainingSetup kept(EmbeddingBank bank) {
        return source().kept(setup, bank);
    }

    private EmbeddingSource source() {
        return new EmbeddingSource(new Lattice(side, side), StoredPrecision.BF16);
    }

    private static double[] times(TrainingStep.Factory factory, int iterations) {
        double[] seconds = new double[iterations];
        try (TrainingStep step = factory.open(0)) {
            for (int i = 0; i < iterations; i++) {
                long begin = System.nanoTime();
                step.iterate(i);
                seconds[i] = (System.nanoTime() - begin) / 1e9;
            }
        }
        return seconds;
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double sum(double... values) {
        return java.util.Arrays.stream(values).sum();
    }

    private static void print(String what, double seconds, long passes) {
        System.out.printf(Locale.ROOT, "%s: %.2f s, %d passes of the encoder%n", what, seconds, passes);
    }

    static SamdaModel model(int side, int stages) {
        ExpertUNetConfig expert = ExpertUNetConfig.halving(2, stages, FIRST, WIDEST);
        ProjectorConfig projector = ProjectorConfig.between(
                PublishedShapes.SAM_B.outChannels(),
                expert.bottleneckChannels(),
                ENCODER_SIDE / side,
                expert.totalStride());
        return new SamdaModel(SamdaModelConfig.fused(
                expert,
                new SamdaModelConfig.GenericConfig(
                        PublishedShapes.SAM_B,
                        ENCODER_SIDE,
                        EncoderNormalization.IMAGE_NET,
                        projector,
                        Optional.empty())));
    }

    private List<TrainingImage> images(int first, int count) {
        List<TrainingImage> images = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            SplittableRandom random = new SplittableRandom(first + k);
            float[] pixels = new float[side * side];
            int[] labels = new int[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                labels[i] = (i / 40 + i / (80 * side)) % 2;
                pixels[i] = random.nextInt(128) + 64 * labels[i];
            }
            images.add(TrainingImage.of(
                    "made up",
                    new GreyImage(side, side, pixels),
                    Optional.of(new LabelImage(side, side, labels)).filter(each -> count != IMAGES),
                    Classes.foreground()));
        }
        return Collections.unmodifiableList(images);
    }
}
