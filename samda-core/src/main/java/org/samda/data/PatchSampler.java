// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.IntBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws batches of augmented patches from images, the way nnU-Net does (COMPONENTS section 12).
 *
 * <p>A batch is a function of the seed and the iteration alone: training that resumes at iteration i sees what it would
 * have seen, and several threads may compute batches at once. If the images carry labels the last part of every batch is
 * placed on foreground; without labels (step 2) all patches lie anywhere and batches carry no labels.
 */
public final class PatchSampler {
    private static final int PLACE = 0;
    private static final int INTENSITY = 1;

    private final List<TrainingImage> images;
    private final SamplerConfig config;
    private final SpatialAugmentation spatial;
    private final IntensityAugmentation intensity;
    private final long seed;
    private final boolean labelled;

    /**
     * @param images       at least one; all with labels or all without
     * @param config       patch and batch size
     * @param augmentation {@link AugmentationConfig#NONE} for validation
     * @param seed         decides, with the iteration, everything that is random
     */
    public PatchSampler(List<TrainingImage> images, SamplerConfig config, AugmentationConfig augmentation, long seed) {
        this.images = List.copyOf(images);
        this.config = config;
        this.seed = seed;
        labelled = images.stream().anyMatch(TrainingImage::isLabelled);
        if (images.isEmpty() || (labelled && !images.stream().allMatch(TrainingImage::isLabelled))) {
            throw new IllegalArgumentException(
                    "a sampler needs images, all with labels or all without, got " + images.size());
        }
        spatial = new SpatialAugmentation(augmentation.spatial(), config.patchWidth(), config.patchHeight());
        intensity = new IntensityAugmentation(augmentation.intensity());
    }

    /**
     * The batch of an iteration, always the same for the same iteration; callable from any thread.
     *
     * @param iteration at least 0
     */
    public Batch batch(long iteration) {
        int patch = config.patchWidth() * config.patchHeight();
        float[] clean = new float[config.batchSize() * patch];
        byte[] labels = new byte[labelled ? clean.length : 0];
        float[] varied = new float[clean.length];
        for (int j = 0; j < config.batchSize(); j++) {
            PatchLookup lookup = lookup(iteration, j);
            lookup.grey(clean, j * patch);
            if (labelled) {
                lookup.labels(labels, j * patch);
            }
            float[] values = new float[patch];
            System.arraycopy(clean, j * patch, values, 0, patch);
            intensity.apply(
                    new GreyPatch(config.patchWidth(), config.patchHeight(), values),
                    Seeds.generator(seed, iteration, j, INTENSITY));
            System.arraycopy(values, 0, varied, j * patch, patch);
            if (config.originalGrey()) {
                lookup.image().original().replace(clean, j * patch, patch);
            }
        }
        return new Batch(config.patchHeight(), config.patchWidth(), varied, clean, labels);
    }

    private PatchLookup lookup(long iteration, int sample) {
        SplittableRandom random = Seeds.generator(seed, iteration, sample, PLACE);
        TrainingImage image = images.get(random.nextInt(images.size()));
        boolean onForeground = labelled && sample >= config.firstForegroundSample() && image.hasForeground();
        PatchPlacement placement = onForeground
                ? spatial.around(image, foregroundPixel(image, random), random)
                : spatial.anywhere(image, random);
        return new PatchLookup(image, placement, config.patchWidth(), config.patchHeight());
    }

    /** A pixel of a class that occurs in the image, each class equally often. */
    private static int foregroundPixel(TrainingImage image, RandomGenerator random) {
        int[] present = IntStream.range(0, image.foreground().size())
                .filter(c -> image.foreground().get(c).capacity() > 0)
                .toArray();
        IntBuffer pixels = image.foreground().get(present[random.nextInt(present.length)]);
        return pixels.get(random.nextInt(pixels.capacity()));
    }
}
