// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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

    private final List<TrainingCase> cases;
    private final SamplerConfig config;
    private final PatchPositions positions;
    private final IntensityAugmentation intensity;
    private final long seed;
    private final boolean labelled;

    /**
     * @param cases        at least one; all with labels or all without
     * @param config       patch and batch size
     * @param augmentation {@link AugmentationConfig#NONE} for validation
     * @param seed         decides, with the iteration, everything that is random
     */
    public PatchSampler(List<TrainingCase> cases, SamplerConfig config, AugmentationConfig augmentation, long seed) {
        this.cases = List.copyOf(cases);
        this.config = config;
        this.seed = seed;
        labelled = cases.stream().anyMatch(TrainingCase::isLabelled);
        if (cases.isEmpty() || (labelled && !cases.stream().allMatch(TrainingCase::isLabelled))) {
            throw new IllegalArgumentException(
                    "a sampler needs cases, all with labels or all without, got " + cases.size());
        }
        positions = PatchPositions.of(config, augmentation.spatial());
        intensity = new IntensityAugmentation(augmentation.intensity());
    }

    /** Draws from images that are cases of their own. */
    public static PatchSampler ofImages(
            List<TrainingImage> images, SamplerConfig config, AugmentationConfig augmentation, long seed) {
        return new PatchSampler(images.stream().map(TrainingCase::of).toList(), config, augmentation, seed);
    }

    @Override
    public Batch batch(long iteration) {
        List<DrawnPatch> drawn = new ArrayList<>();
        for (int j = 0; j < config.batchSize(); j++) {
            drawn.add(draw(j, Seeds.generator(seed, iteration, j, PLACE)));
        }
        int pixels = config.patchWidth() * config.patchHeight() * config.batchSize();
        Batch batch = new Batch(
                config.patchHeight(),
                config.patchWidth(),
                new float[pixels],
                new float[pixels],
                new byte[labelled ? pixels : 0],
                drawn.stream().flatMap(patch -> patch.onLattice().stream()).toList());
        for (int j = 0; j < config.batchSize(); j++) {
            int sample = j;
            SplittableRandom random = Seeds.generator(seed, iteration, j, INTENSITY);
            DrawnPatch patch = drawn.get(j);
            naming(j, patch.image(), () -> {
                fill(batch, sample, lookup(patch), random);
                return patch;
            });
        }
        return batch;
    }

    private DrawnPatch draw(int sample, RandomGenerator random) {
        TrainingCase drawn = cases.get(random.nextInt(cases.size()));
        return naming(sample, drawn.sections().get(0), () -> draw(drawn, sample, random));
    }

    /** Adds to an error where it happened. */
    private static DrawnPatch naming(int sample, TrainingImage image, Supplier<DrawnPatch> work) {
        try {
            return work.get();
        } catch (SamdaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "patch %d from image '%s' of %d x %d px: %s"
                            .formatted(sample, image.stem(), image.width(), image.height(), e),
                    e);
        }
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

    private DrawnPatch draw(TrainingCase drawn, int sample, RandomGenerator random) {
        if (labelled && sample >= config.firstForegroundSample() && drawn.hasForeground()) {
            return onForeground(drawn, random);
        }
        int count = drawn.sections().size();
        TrainingImage section = drawn.sections().get(count == 1 ? 0 : random.nextInt(count));
        return positions.anywhere(section, random);
    }

    /** Around a pixel of a class that occurs in the case, each class equally often, and each of its pixels in all sections. */
    private DrawnPatch onForeground(TrainingCase drawn, RandomGenerator random) {
        int[] present = drawn.presentClasses();
        int index = present[random.nextInt(present.length)];
        int place = random.nextInt(Math.toIntExact(drawn.foregroundPixels(index)));
        for (TrainingImage section : drawn.sections()) {
            IntBuffer pixels = section.foreground().get(index - 1);
            if (place < pixels.capacity()) {
                return positions.around(section, pixels.get(place), random);
            }
            place -= pixels.capacity();
        }
        throw new IllegalStateException("no section of '" + drawn.stem() + "' has this pixel");
    }

    private PatchLookup lookup(DrawnPatch patch) {
        return new PatchLookup(patch.image(), patch.placement(), config.patchWidth(), config.patchHeight());
    }
}
