// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.samda.SamdaException;

/**
 * Draws batches of augmented patches from images, the way nnU-Net does (COMPONENTS section 12).
 *
 * <p>A batch is a function of the seed and the iteration alone: training that resumes at iteration i sees what it would
 * have seen, and several threads may compute batches at once. If the images carry labels the last part of every batch is
 * placed on foreground; without labels (step 2) all patches lie anywhere and batches carry no labels.
 */
public final class PatchSampler implements Batches {
    private static final int PLACE = 0;
    private static final int INTENSITY = 1;
    /** Grey values twice, and labels. */
    private static final int BYTES_PER_PIXEL = 2 * Float.BYTES + 1;

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

    @Override
    public Batch batch(long iteration) {
        int pixels = config.patchWidth() * config.patchHeight() * config.batchSize();
        Batch batch = new Batch(
                config.patchHeight(),
                config.patchWidth(),
                new float[pixels],
                new float[pixels],
                new byte[labelled ? pixels : 0]);
        for (int j = 0; j < config.batchSize(); j++) {
            SplittableRandom random = Seeds.generator(seed, iteration, j, PLACE);
            TrainingImage image = images.get(random.nextInt(images.size()));
            try {
                fill(batch, j, lookup(image, j, random), Seeds.generator(seed, iteration, j, INTENSITY));
            } catch (SamdaException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "patch %d from image '%s' of %d x %d px: %s"
                                .formatted(j, image.stem(), image.width(), image.height(), e),
                        e);
            }
        }
        return batch;
    }

    @Override
    public String description() {
        double pixels = (double) config.patchWidth() * config.patchHeight() * config.batchSize();
        return String.format(
                Locale.ROOT,
                "%d patches of %d x %d px, %.1f MB",
                config.batchSize(),
                config.patchWidth(),
                config.patchHeight(),
                pixels * BYTES_PER_PIXEL / 1e6);
    }

    private void fill(Batch batch, int sample, PatchLookup lookup, RandomGenerator random) {
        int patch = config.patchWidth() * config.patchHeight();
        lookup.grey(batch.cleanImages(), sample * patch);
        if (labelled) {
            lookup.labels(batch.labels(), sample * patch);
        }
        float[] values = new float[patch];
        System.arraycopy(batch.cleanImages(), sample * patch, values, 0, patch);
        intensity.apply(new GreyPatch(config.patchWidth(), config.patchHeight(), values), random);
        System.arraycopy(values, 0, batch.images(), sample * patch, patch);
        if (config.originalGrey()) {
            lookup.image().original().replace(batch.cleanImages(), sample * patch, patch);
        }
    }

    private PatchLookup lookup(TrainingImage image, int sample, RandomGenerator random) {
        boolean onForeground = labelled && sample >= config.firstForegroundSample() && image.hasForeground();
        PatchPlacement placement = onForeground
                ? spatial.around(image, foregroundPixel(image, random), random)
                : spatial.anywhere(image, random);
        return new PatchLookup(image, placement, config.patchWidth(), config.patchHeight());
    }

    /** A pixel of a class that occurs in the image, each class equally often. */
    private static int foregroundPixel(TrainingImage image, RandomGenerator random) {
        int[] present = IntStream.range(0, image.foreground().size())
                .filter(c -> image.foreground().get(c).length > 0)
                .toArray();
        int[] pixels = image.foreground().get(present[random.nextInt(present.length)]);
        return pixels[random.nextInt(pixels.length)];
    }
}
