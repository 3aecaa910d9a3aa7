// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * nnU-Net's rule for the stages of a patch: both sides are halved as long as that leaves 4 px, a coarser side only once the
 * finer one has caught up with it; a side that is much coarser than the other is not convolved along either.
 */
final class Pooling {
    private static final int SMALLEST_GRID = 4;

    /** Sides whose spacings differ by less than this factor are treated alike. */
    private static final int SIMILAR = 2;

    private final PlanLimits limits;
    private final Side y;
    private final Side x;
    private final List<Stage> stages = new ArrayList<>();

    /** One side of the grid at the present stage. */
    private static final class Side {
        private double size;
        private double spacing;
        private int kernel = 1;
        private int stride = 1;
        private int totalStride = 1;

        private Side(double size, double spacing) {
            this.size = size;
            this.spacing = spacing;
        }

        private void next(boolean pooled) {
            stride = pooled ? 2 : 1;
            totalStride *= stride;
            spacing *= stride;
            size = Math.ceil(size / stride);
        }

        private void widenKernel(double finest) {
            if (spacing / finest < SIMILAR) {
                kernel = 3;
            }
        }
    }

    private Pooling(Side y, Side x, PlanLimits limits) {
        this.y = y;
        this.x = x;
        this.limits = limits;
    }

    /**
     * @param height  px, above 0, not necessarily whole; the patch is the next larger one that all strides divide
     * @param width   the same along x
     * @param spacing of the pixels (y, x)
     */
    static Topology topology(double height, double width, Extent spacing, PlanLimits limits) {
        Pooling pooling = new Pooling(new Side(height, spacing.y()), new Side(width, spacing.x()), limits);
        pooling.run();
        return new Topology(
                new PatchSize(padded(height, pooling.y.totalStride), padded(width, pooling.x.totalStride)),
                pooling.stages);
    }

    private void run() {
        int last = limits.maxStages().orElse(Integer.MAX_VALUE) - 1;
        for (List<Side> pooled = poolable(); !pooled.isEmpty() && stages.size() < last; pooled = poolable()) {
            double finest = Math.min(y.spacing, x.spacing);
            y.widenKernel(finest);
            x.widenKernel(finest);
            addStage();
            y.next(pooled.contains(y));
            x.next(pooled.contains(x));
        }
        y.kernel = 3;
        x.kernel = 3;
        addStage();
    }

    private List<Side> poolable() {
        List<Side> large =
                Stream.of(y, x).filter(side -> side.size >= 2 * SMALLEST_GRID).toList();
        double finest = large.stream().mapToDouble(side -> side.spacing).min().orElse(1);
        List<Side> similar =
                large.stream().filter(side -> side.spacing / finest < SIMILAR).toList();
        boolean tooShortAlone = similar.size() == 1 && similar.get(0).size < 3 * SMALLEST_GRID;
        return tooShortAlone ? List.of() : similar;
    }

    private void addStage() {
        stages.add(new Stage(y.stride, x.stride, y.kernel, x.kernel, limits.features(stages.size())));
    }

    private static int padded(double size, int stride) {
        return Math.toIntExact((long) Math.ceil(size / stride) * stride);
    }
}
