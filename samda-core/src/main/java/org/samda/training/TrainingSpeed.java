// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.samda.data.AugmentationConfig;
import org.samda.data.Classes;
import org.samda.data.PatchSampler;
import org.samda.data.Plan;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingImage;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.model.ExpertUNetConfig;

/**
 * How fast this machine trains a planned network, measured with a few iterations on made-up images.
 *
 * @param supervised seconds of an iteration of step 1 or 3
 * @param embedding  seconds in which the generic encoder embeds one patch; 0 without one
 */
public record TrainingSpeed(double supervised, double embedding) {
    /** What is measured at once has not more pixels than a patch of this side; time grows with the number of pixels. */
    private static final int LARGEST_SIDE = 256;

    /** Repetitions are measured until so much time is spent. */
    private static final double SECONDS = 3;

    private static final int FEWEST_ITERATIONS = 2;
    private static final int MOST_ITERATIONS = 30;

    /** So low that made-up images do no harm to numbers. */
    private static final double LEARNING_RATE = 1e-4;

    /**
     * Measures; takes seconds, with a large encoder up to a minute. Changes the model's weights.
     *
     * @param plan    size of patch and batch
     * @param classes what is segmented
     */
    public static TrainingSpeed measure(TrainingSetup setup, Plan plan, Classes classes) {
        ExpertUNetConfig.Stride stride = setup.model().config().expert().totalStride();
        int width = side(plan.patchWidth(), stride.x());
        int height = side(plan.patchHeight(), stride.y());
        int batch = Math.max(1, Math.min(plan.batchSize(), LARGEST_SIDE * LARGEST_SIDE / (width * height)));
        double part = (double) width * height / ((double) plan.patchWidth() * plan.patchHeight());
        SamplerConfig config = new SamplerConfig(
                width, height, batch, 0, setup.model().config().takesOriginalGrey());
        PatchSampler sampler = PatchSampler.ofImages(
                List.of(image(2 * width, 2 * height, classes)), config, AugmentationConfig.NONE, 0);
        double supervised = supervised(setup, sampler) / part / batch * plan.batchSize();
        return new TrainingSpeed(supervised, setup.model().hasGeneric() ? embedding(setup, sampler) / part / batch : 0);
    }

    private static int side(int planned, int stride) {
        int most = Math.max(LARGEST_SIDE / stride * stride, 2 * stride);
        return Math.min(planned, most);
    }

    private static TrainingImage image(int width, int height, Classes classes) {
        SplittableRandom random = new SplittableRandom(0);
        float[] pixels = new float[width * height];
        int[] labels = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
            labels[i] = random.nextInt(classes.count());
        }
        return TrainingImage.of(
                "made up",
                new GreyImage(width, height, pixels),
                Optional.of(new LabelImage(width, height, labels)),
                classes);
    }

    private static double supervised(TrainingSetup setup, PatchSampler sampler) {
        SupervisedConfig config = new SupervisedConfig(1, MOST_ITERATIONS + 1, LEARNING_RATE);
        try (TrainingStep step =
                SourceTraining.of(config, setup, sampler, Optional.empty()).open(0)) {
            return fastest(step::iterate);
        }
    }

    private static double embedding(TrainingSetup setup, PatchSampler sampler) {
        return fastest(iteration -> {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                setup.embeddings().of(sampler.batch(iteration));
            }
        });
    }

    /** Seconds of the fastest repetition after the first, which prepares what the others find. */
    private static double fastest(LongConsumer work) {
        work.accept(0);
        double fastest = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int i = 1; i <= MOST_ITERATIONS && (spent < SECONDS || i <= FEWEST_ITERATIONS); i++) {
            long begin = System.nanoTime();
            work.accept(i);
            double seconds = (System.nanoTime() - begin) / 1e9;
            fastest = Math.min(fastest, seconds);
            spent += seconds;
        }
        return fastest;
    }
}
