// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samda.data.AugmentationConfig;
import org.samda.data.Batch;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.data.PatchSampler;
import org.samda.data.Plan;
import org.samda.data.PreparedImages;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingCase;
import org.samda.image.HistogramMatching;
import org.samda.image.PixelSize;

/**
 * Patches of either domain's training images from anywhere in them, without augmentation: what the label-free view sees.
 * Test images are never among them, and of the target no labels are read.
 */
final class DomainPatches {
    private static final int SOURCE_STREAM = 6;
    private static final int TARGET_STREAM = 7;

    private final RunConfig config;
    private final TrainingData data;
    private final RunModel model;
    private final PreparedImages images;

    /**
     * What is looked at.
     *
     * @param source    patches; empty without a source
     * @param target    patches, without labels
     * @param pixelSize of them, where it is known
     * @param missing   sentences on what cannot be seen
     */
    record Drawn(List<Batch> source, List<Batch> target, Optional<PixelSize> pixelSize, List<String> missing) {}

    DomainPatches(RunConfig config, TrainingData data, RunModel model, PreparedImages images) {
        this.config = config;
        this.data = data;
        this.model = model;
        this.images = images;
    }

    /** @param matching what source images go through, as in training */
    Drawn draw(Optional<HistogramMatching> matching) {
        List<String> missing = new ArrayList<>();
        if (data.source().isEmpty()) {
            missing.add(
                    "The run has no source: the domains' distance is not known, nor what objects should look like. Give --source too.");
        } else if (TrainingData.labelled(data.sourceTraining()).isEmpty()) {
            missing.add("The source has no annotated training images: what objects should look like is not known.");
        }
        if (others().isEmpty()) {
            missing.add(
                    "All of the target's training images are shots, so that predictions on them look better than they are.");
        }
        return new Drawn(source(matching), target(), model.plan().pixelSize(), missing);
    }

    private List<Batch> source(Optional<HistogramMatching> matching) {
        if (data.source().isEmpty()) {
            return List.of();
        }
        List<DatasetImage> labelled = TrainingData.labelled(data.sourceTraining());
        Classes classes = data.source().orElseThrow().classes();
        Plan plan = model.plan();
        return batches(
                spread(labelled.isEmpty() ? data.sourceTraining() : labelled).stream()
                        .map(image -> labelled.isEmpty()
                                ? images.raw(image, plan.preparation(image.voxelSize(), matching))
                                : images.labelled(image, classes, plan.preparation(image.voxelSize(), matching)))
                        .toList(),
                SOURCE_STREAM);
    }

    /** Of shots only where there is nothing else. */
    private List<Batch> target() {
        return batches(
                spread(targetImages()).stream()
                        .map(image -> images.raw(image, model.plan().preparation(image.voxelSize(), Optional.empty())))
                        .toList(),
                TARGET_STREAM);
    }

    private List<DatasetImage> targetImages() {
        return others().isEmpty() ? data.split().raw() : others();
    }

    /** Those whose labels the model has not learnt from. */
    private List<DatasetImage> others() {
        return data.split().raw().stream()
                .filter(image -> !data.shots().contains(image))
                .toList();
    }

    /** As many images as patches at most, from all over the stack. */
    private List<DatasetImage> spread(List<DatasetImage> all) {
        int count = Math.min(all.size(), config.settings().scoring().view());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    private List<Batch> batches(List<TrainingCase> cases, int stream) {
        Plan plan = model.plan();
        int count = config.settings().scoring().view();
        List<Batch> batches = new ArrayList<>();
        for (int left = count; left > 0; left -= plan.batchSize()) {
            SamplerConfig sampler = new SamplerConfig(
                    plan.patchWidth(),
                    plan.patchHeight(),
                    Math.min(left, plan.batchSize()),
                    0,
                    model.network().takesOriginalGrey());
            batches.add(new PatchSampler(
                            cases,
                            sampler,
                            AugmentationConfig.NONE,
                            config.compute().seed() * 8 + stream)
                    .batch(batches.size()));
        }
        return batches;
    }
}
