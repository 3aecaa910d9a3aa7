// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.samda.config.ConfigTree;
import org.samda.config.Configs;
import org.samda.data.AugmentationConfig;
import org.samda.data.OriginalGrey;
import org.samda.data.PatchSampler;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingImage;
import org.samda.image.GreyRange;
import org.samda.model.EncoderNormalization;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.LoraConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

/** The three steps with a network of a few thousand weights, on patches of 16 px of noisy discs. */
final class TinyTraining {
    static final int SIDE = 16;
    static final int EPOCHS = 2;
    static final int ITERATIONS = 2;
    static final SgdConfig SGD = new SgdConfig(0.99, 3e-5, 12, 0.9, 0.9);
    static final SupervisedConfig SUPERVISED = new SupervisedConfig(EPOCHS, ITERATIONS, 0.01);
    static final ValidationConfig VALIDATION =
            new ValidationConfig(5, 0, ValidationConfig.Split.BLOCKS, 1, 3, 0, ValidationConfig.Keep.LAST);
    static final AdaptationConfig ADAPTATION = adaptation();

    private static final int IMAGE_SIDE = 24;
    private static final SamplerConfig SAMPLER = new SamplerConfig(SIDE, SIDE, 2, 0.5, false);

    private static final OriginalGrey ORIGINAL = new OriginalGrey(new GreyRange(0, 255), 128, 30);

    private TinyTraining() {}

    /** Mode robust with some settings changed, such as {@code loss=mmd}. */
    static AdaptationConfig adaptation(String... changed) {
        ConfigTree tree = Configs.load("""
                epochs: %d
                pairs: %d
                pairing: nearest
                loss: perceptual
                bottleneck: true
                optimizer: adam-w
                learningRate: 0.001
                weightDecay: 0.01
                anchored: true
                balancedStyle: true
                keepSource: 1.0
                minimumVariance: 0.1
                minimumRank: 0.1
                """.formatted(EPOCHS, ITERATIONS), "adaptation");
        for (String setting : changed) {
            tree = tree.set(setting);
        }
        return tree.as(AdaptationConfig.class);
    }

    /** With random weights of this seed. */
    static SamdaModel model(long seed) {
        return model(seed, Optional.empty());
    }

    /** The U-Net alone. */
    static SamdaModel plain(long seed) {
        Engine.seed(seed);
        return new SamdaModel(SamdaModelConfig.plain(ExpertUNetConfig.halving(2, 3, 4, 8)));
    }

    /** With low-rank adaptation of the encoder's second block. */
    static SamdaModel modelWithLora(long seed) {
        List<LoraConfig.Layer> layers = List.of(LoraConfig.Layer.QKV, LoraConfig.Layer.LIN2);
        return model(seed, Optional.of(new LoraConfig(2, 2, List.of(1), layers)));
    }

    private static SamdaModel model(long seed, Optional<LoraConfig> lora) {
        ExpertUNetConfig expert = ExpertUNetConfig.halving(2, 3, 4, 8);
        SamEncoderConfig encoder = new SamEncoderConfig(8, 2, 2, 2, 2, List.of(1), 2, 6, Optional.empty());
        ProjectorConfig projector = ProjectorConfig.between(6, expert.bottleneckChannels(), 2, expert.totalStride());
        Engine.seed(seed);
        return new SamdaModel(SamdaModelConfig.fused(
                expert,
                new SamdaModelConfig.GenericConfig(encoder, 2 * SIDE, EncoderNormalization.Z_SCORE, projector, lora)));
    }

    static TrainingSetup setup(SamdaModel model) {
        return setup(model, Precision.FP32);
    }

    static TrainingSetup setup(SamdaModel model, Precision precision) {
        return new TrainingSetup(model, new Engine(1, "cpu", precision), SGD, EncoderTraining.FROM_SCRATCH, 1);
    }

    /** The three steps; the seed decides about the data. */
    static SortedMap<Integer, TrainingStep.Factory> steps(TrainingSetup setup, AdaptationConfig adaptation, long seed) {
        SortedMap<Integer, TrainingStep.Factory> steps = new TreeMap<>();
        steps.put(
                1,
                SourceTraining.of(
                        SUPERVISED, setup, annotated(seed), Optional.of(new Validation(VALIDATION, heldOut(seed)))));
        steps.put(2, DomainAdaptation.of(adaptation, setup, raw(seed), raw(seed + 1)));
        steps.put(3, FewShotTraining.of(SUPERVISED, setup, annotated(seed + 1), Optional.empty()));
        return steps;
    }

    static int iterations() {
        return 3 * EPOCHS * ITERATIONS;
    }

    static PatchSampler annotated(long seed) {
        return PatchSampler.ofImages(images(seed, true), SAMPLER, AugmentationConfig.nnUNet(SIDE, SIDE), seed);
    }

    /** Other images than {@link #annotated} draws from. */
    static PatchSampler heldOut(long seed) {
        return PatchSampler.ofImages(images(seed + 500, true), SAMPLER, AugmentationConfig.NONE, seed);
    }

    static PatchSampler raw(long seed) {
        return PatchSampler.ofImages(images(seed, false), SAMPLER, AugmentationConfig.nnUNet(SIDE, SIDE), seed);
    }

    static List<TrainingImage> images(long seed, boolean labelled) {
        List<TrainingImage> images = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            images.add(image(new Random(10 * seed + i), labelled));
        }
        return images;
    }

    private static TrainingImage image(Random random, boolean labelled) {
        int x = 6 + random.nextInt(IMAGE_SIDE - 12);
        int y = 6 + random.nextInt(IMAGE_SIDE - 12);
        byte[] labels = new byte[IMAGE_SIDE * IMAGE_SIDE];
        float[] pixels = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int dx = i % IMAGE_SIDE - x;
            int dy = i / IMAGE_SIDE - y;
            labels[i] = (byte) (dx * dx + dy * dy < 25 ? 1 : 0);
            pixels[i] = (float) (labels[i] == 1 ? -1 : 0.5 + 0.3 * random.nextGaussian());
        }
        int[] inside =
                IntStream.range(0, labels.length).filter(i -> labels[i] == 1).toArray();
        TrainingImage.Size size = new TrainingImage.Size(IMAGE_SIDE, IMAGE_SIDE);
        FloatBuffer grey = FloatBuffer.wrap(pixels);
        return labelled
                ? new TrainingImage(
                        "disc", size, grey, ByteBuffer.wrap(labels), List.of(IntBuffer.wrap(inside)), ORIGINAL)
                : new TrainingImage("raw", size, grey, ByteBuffer.allocate(0), List.of(), ORIGINAL);
    }
}
