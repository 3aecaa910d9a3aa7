// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * nnU-Net's planner for its 2-D configuration (Isensee et al. 2021; version 2 of its code). Without limits of ours its plans
 * are those of the official planner.
 */
public final class NnUNetPlanner {
    /** Values of feature maps of one patch of which a batch of 12 fills 8 GB. */
    private static final double REFERENCE_VALUES = 85_000_000;

    private static final int REFERENCE_BATCH = 12;
    private static final double REFERENCE_GB = 8;
    private static final int LEAST_BATCH = 2;

    /** Part of all training pixels that a batch may cover. */
    private static final double COVERED = 0.05;

    private final PlanningRules rules;
    private final PlanLimits limits;

    public NnUNetPlanner(PlanningRules rules, PlanLimits limits) {
        this.rules = rules;
        this.limits = limits;
    }

    /**
     * The plan for a data set. Where even the smallest patch exceeds the limit of memory it is the plan's, with a batch of 2.
     *
     * @throws IllegalArgumentException if a channel is named CT and its foreground's intensities are not known
     */
    public NetworkPlan plan(Fingerprint fingerprint) {
        TargetGeometry geometry = TargetGeometry.of(fingerprint, limits.coarsening());
        int classes = fingerprint.classes();
        PatchChoice choice = new PatchChoice(geometry, limits);
        List<Topology> tried = Stream.iterate(
                        Optional.of(choice.initial()),
                        Optional::isPresent,
                        topology -> topology.filter(t -> exceeds(t.estimate(classes)))
                                .flatMap(choice::smaller))
                .map(Optional::orElseThrow)
                .toList();
        Topology chosen = tried.get(tried.size() - 1);
        double pixels = geometry.size().product() * fingerprint.training();
        return new NetworkPlan(
                geometry,
                chosen.patch(),
                batchSize(chosen.estimate(classes), pixels),
                chosen.stages(),
                ChannelNormalization.of(fingerprint),
                classes,
                true,
                tried.stream().map(t -> t.estimate(classes)).toList());
    }

    /**
     * The plan with the next smaller patch of nnU-Net's, its own stages and the same batch size, for a network that does not
     * fit. Neither side is longer and one is shorter, so that repeating this ends. {@link NetworkPlan#estimate} falls, but
     * for single steps after which a side is halved less often.
     *
     * @return empty where no smaller patch has two stages
     */
    public Optional<NetworkPlan> withSmallerPatch(NetworkPlan plan) {
        return new PatchChoice(plan.geometry(), limits)
                .smaller(new Topology(plan.patch(), plan.stages()))
                .map(topology -> new NetworkPlan(
                        plan.geometry(),
                        topology.patch(),
                        plan.batchSize(),
                        topology.stages(),
                        plan.channels(),
                        plan.classes(),
                        plan.batchDice(),
                        Stream.concat(plan.estimates().stream(), Stream.of(topology.estimate(plan.classes())))
                                .toList()));
    }

    private boolean exceeds(MemoryEstimate estimate) {
        return rules.areExceeded(estimate.featureMapValues(), referenceValues());
    }

    private int batchSize(MemoryEstimate estimate, double trainingPixels) {
        long pixels = estimate.patch().pixels();
        double inMemory = Math.rint(referenceValues() / estimate.featureMapValues() * REFERENCE_BATCH);
        double ofTheData = Math.rint(trainingPixels * COVERED / pixels);
        double batch = Math.max(LEAST_BATCH, Math.min(inMemory, ofTheData));
        double allowed =
                limits.maxBatchPixels().map(most -> Math.max(1, most / pixels)).orElse(Long.MAX_VALUE);
        return (int) Math.min(batch, allowed);
    }

    private double referenceValues() {
        return REFERENCE_VALUES * (limits.memoryGb() / REFERENCE_GB);
    }
}
