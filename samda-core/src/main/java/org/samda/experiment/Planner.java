// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.samda.data.Dataset;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.PixelSize;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeSize;
import org.samda.model.ExpertUNetConfig;
import org.samda.planning.Extent;
import org.samda.planning.Fingerprint;
import org.samda.planning.NetworkPlan;
import org.samda.planning.NnUNetPlanner;

/** Makes the plan that source and target share, from the target's images, by nnU-Net's rules (PAPER row 3). */
final class Planner {
    /** So many images that a batch is no noticeable part of them. */
    private static final int MANY = 1000;

    private final Fingerprint fingerprint;
    private final Settings settings;
    private final Preprocessing.Unit unit;

    /** Whether working pixels have a size in nm. */
    private final boolean spaced;

    private final double downsampling;
    private final NnUNetPlanner rules;

    private Planner(Fingerprint fingerprint, Settings settings, Preprocessing.Unit unit, boolean spaced) {
        this.fingerprint = fingerprint;
        this.settings = settings;
        this.unit = unit;
        this.spaced = spaced;
        downsampling = downsampling();
        rules = new NnUNetPlanner(settings.plan().rules(), settings.plan().limits(downsampling));
    }

    /**
     * For a data set's images, scans in the orientation of the settings; reads them all, one at a time.
     *
     * @param classes     including background
     * @param otherImages of another domain that are trained on too: a batch may cover more then
     */
    static Planner of(Dataset dataset, Settings settings, int classes, int otherImages) {
        Dataset oriented = dataset.oriented(settings.data().orientation());
        boolean spaced = settings.data().commonPixelSize()
                && oriented.training().stream()
                        .allMatch(image -> image.voxelSize().isPresent());
        return new Planner(
                Fingerprints.of(oriented, classes).with(otherImages), settings, Fingerprints.unit(oriented), spaced);
    }

    /** For sections of unknown pixel size. */
    static Planner of(Fingerprint fingerprint, Settings settings) {
        return new Planner(fingerprint, settings, Preprocessing.Unit.SECTION, false);
    }

    /** As coarse as the settings say, but images do not become smaller than a patch for that. */
    private double downsampling() {
        PlanConfig config = settings.plan();
        NetworkPlan full = new NnUNetPlanner(config.rules(), config.limits(1)).plan(fingerprint);
        double side =
                Math.min(full.geometry().size().y(), full.geometry().size().x());
        return Math.max(1, Math.min(config.downsampling(), side / config.patchSize()));
    }

    /** A plan for images that are not smaller than a patch, of unknown pixel size. */
    static NetworkPlan ofLargeImages(Settings settings, int classes) {
        long side = Math.round(settings.plan().patchSize() * settings.plan().downsampling());
        Fingerprint.Case image = new Fingerprint.Case(new Extent(999, 1, 1), new VolumeSize(side, side, 1), 1);
        Fingerprint many = new Fingerprint(
                Collections.nCopies(MANY, image), List.of(new Fingerprint.Channel("grey", Optional.empty())), classes);
        return of(many, settings).plan();
    }

    /** nnU-Net's, with at least the batch that the settings ask for, however few images there are. */
    NetworkPlan plan() {
        NetworkPlan plan = rules.plan(fingerprint);
        return plan.withBatchSize(Math.max(plan.batchSize(), settings.plan().batchSize()));
    }

    /**
     * The next smaller plan, for one that does not fit into memory: half the batch down to nnU-Net's least of two patches,
     * then smaller patches, then a single one; empty where nothing is left.
     */
    Optional<NetworkPlan> smaller(NetworkPlan plan) {
        if (plan.batchSize() > 2) {
            return plan.withHalfTheBatch().map(half -> half.batchSize() < 2 ? half.withBatchSize(2) : half);
        }
        return rules.withSmallerPatch(plan).or(plan::withHalfTheBatch);
    }

    /** What the data side needs to know of a plan. */
    Plan dataPlan(NetworkPlan plan) {
        Extent spacing = plan.geometry().spacing();
        return new Plan(
                plan.patch().width(),
                plan.patch().height(),
                plan.batchSize(),
                spaced ? Optional.of(new PixelSize(spacing.x(), spacing.y())) : Optional.empty(),
                downsampling,
                new Preprocessing(
                                unit,
                                SliceAxis.numbered(plan.geometry().sliceAxis()),
                                plan.channels().get(0),
                                settings.data().interpolation())
                        .with(settings.data().orientation()));
    }

    /** The U-Net of a plan, without fused channels. */
    static ExpertUNetConfig expert(NetworkPlan plan, PlanConfig config) {
        return new ExpertUNetConfig(
                1,
                plan.classes(),
                plan.stages().stream().map(stage -> stage.features()).toList(),
                plan.stages().stream()
                        .map(stage -> new ExpertUNetConfig.Stride(stage.strideY(), stage.strideX()))
                        .toList(),
                plan.stages().stream()
                        .map(stage -> new ExpertUNetConfig.Kernel(stage.kernelY(), stage.kernelX()))
                        .toList(),
                config.maxPooling() ? Optional.of(ExpertUNetConfig.Pooling.MAX) : Optional.empty(),
                0);
    }
}
