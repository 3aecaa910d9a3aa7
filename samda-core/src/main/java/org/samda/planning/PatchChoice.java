// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which patches nnU-Net tries: the largest first, then smaller and smaller ones.
 *
 * <p>Every topology made here has at least two stages and a last grid of at least 2 x 2, so that instance normalisation
 * never sees a single pixel: a side that is pooled keeps 4 px, one that is not has 2 from the start. Where nnU-Net would
 * not pool at all, or would go round in circles, this deviates from it; its own planner has no usable plan there.
 */
final class PatchChoice {
    /** Where both sides have this many px, at least one is pooled, whatever the spacings. */
    static final int POOLED_SIDE = 12;

    /** Area in px of a patch that has the same physical length along both sides, before the images limit it. */
    private static final double INITIAL_AREA = 2048.0 * 2048;

    private final Extent spacing;
    private final Extent size;
    private final PlanLimits limits;

    PatchChoice(TargetGeometry geometry, PlanLimits limits) {
        spacing = geometry.spacing();
        size = geometry.size();
        this.limits = limits;
    }

    /** The largest patch: of the images' size, but not larger than the initial area and the limit. */
    Topology initial() {
        double perY = 1 / spacing.y();
        double perX = 1 / spacing.x();
        double scale = Math.sqrt(INITIAL_AREA / (perY * perX));
        return within(initialSide(perY * scale, size.y()), initialSide(perX * scale, size.x()));
    }

    /**
     * The next smaller patch by nnU-Net's rule: its side that is longest relative to the images is shortened, by the stride
     * that it has afterwards. Neither side grows; empty where no such patch with two stages is left.
     */
    Optional<Topology> smaller(Topology current) {
        PatchSize patch = current.patch();
        Axis longest = patch.width() / size.x() >= patch.height() / size.y() ? Axis.X : Axis.Y;
        return shorter(current, longest).or(() -> shorter(current, longest.other()));
    }

    private double initialSide(double side, double median) {
        return Math.max(PatchSize.SHORTEST_SIDE, Math.min(Math.min(Math.rint(side), median), longestSide()));
    }

    /** The topology of this size, lengthened until it has two stages and shortened until no side exceeds the limit. */
    private Topology within(double height, double width) {
        Topology topology = Pooling.topology(height, width, spacing, limits);
        if (topology.stages().size() < 2) {
            return within(Math.max(height, POOLED_SIDE), Math.max(width, POOLED_SIDE));
        }
        PatchSize patch = topology.patch();
        if (Math.max(patch.height(), patch.width()) > longestSide()) {
            return within(cut(height, topology.stride(Axis.Y)), cut(width, topology.stride(Axis.X)));
        }
        return topology;
    }

    /** A side that its stride lengthens beyond the limit, shortened to the next multiple of half that stride. */
    private double cut(double side, int stride) {
        double half = stride / 2.0;
        return Math.ceil(side / stride) * stride > longestSide() ? (Math.ceil(side / half) - 1) * half : side;
    }

    private Optional<Topology> shorter(Topology current, Axis axis) {
        PatchSize patch = current.patch();
        int side = patch.along(axis);
        int step = shortened(patch, axis, side - current.stride(axis)).stride(axis);
        return IntStream.iterate(side - step, s -> s >= PatchSize.SHORTEST_SIDE, s -> s - step)
                .mapToObj(s -> shortened(patch, axis, s))
                .filter(topology -> topology.stages().size() >= 2)
                .filter(topology -> topology.patch().isPartOf(patch))
                .findFirst();
    }

    private Topology shortened(PatchSize patch, Axis axis, int side) {
        PatchSize shorter = patch.with(axis, Math.max(side, PatchSize.SHORTEST_SIDE));
        return Pooling.topology(shorter.height(), shorter.width(), spacing, limits);
    }

    private int longestSide() {
        return limits.maxPatchSide().orElse(Integer.MAX_VALUE);
    }
}
