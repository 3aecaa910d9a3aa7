// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where in the subject the stored axes of a scan run to, and the way to the canonical order and back: x to the right, y to
 * the front, z up (RAS). Axes are exchanged and mirrored, nothing is interpolated: the way back gives the scan bit for bit.
 *
 * @param x of the stored columns
 * @param y of the stored rows
 * @param z of the stored planes; the three run along different axes of space
 */
public record AxisDirections(AxisDirection x, AxisDirection y, AxisDirection z) {
    /** The canonical ones: nothing is to be done. */
    public static final AxisDirections RAS =
            new AxisDirections(AxisDirection.RIGHT, AxisDirection.ANTERIOR, AxisDirection.SUPERIOR);

    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    public AxisDirections {
        if (x.axis() == y.axis() || y.axis() == z.axis() || x.axis() == z.axis()) {
            throw new IllegalArgumentException(
                    "axes must run along different axes of space, got " + x + ", " + y + ", " + z);
        }
    }

    /**
     * The nearest to axes that lie obliquely: the assignment with the largest sum of cosines, the first of equal ones.
     *
     * @param steps where one step along each stored axis leads in space: {@code steps[stored axis][x, y, z]}, finite, none
     *              of length 0
     */
    public static AxisDirections nearest(double[][] steps) {
        int[] best = ORDERS[0];
        for (int[] order : ORDERS) {
            best = agreement(steps, order) > agreement(steps, best) + 1e-9 ? order : best;
        }
        return new AxisDirections(
                AxisDirection.of(best[0], steps[0][best[0]] < 0),
                AxisDirection.of(best[1], steps[1][best[1]] < 0),
                AxisDirection.of(best[2], steps[2][best[2]] < 0));
    }

    private static double agreement(double[][] steps, int[] order) {
        double sum = 0;
        for (int axis = 0; axis < order.length; axis++) {
            double[] step = steps[axis];
            sum += Math.abs(step[order[axis]]) / Math.hypot(Math.hypot(step[0], step[1]), step[2]);
        }
        return sum;
    }

    /**
     * Turns a scan to the canonical order.
     *
     * @param planes stored z planes, all of one size, at least one
     * @return canonical z planes; the same list where nothing is to be done
     */
    public List<GreyImage> toCanonical(List<GreyImage> planes) {
        return equals(RAS) ? planes : mirror().greys(Turn.greys(turn(), planes));
    }

    /** The same for labels. */
    public List<LabelImage> toCanonicalLabels(List<LabelImage> planes) {
        return equals(RAS) ? planes : mirror().labels(Turn.labels(turn(), planes));
    }

    /** Undoes {@link #toCanonical}. */
    public List<GreyImage> toStored(List<GreyImage> planes) {
        return equals(RAS) ? planes : Turn.greys(Turn.inverse(turn()), mirror().greys(planes));
    }

    /** Undoes {@link #toCanonicalLabels}. */
    public List<LabelImage> toStoredLabels(List<LabelImage> planes) {
        return equals(RAS) ? planes : Turn.labels(Turn.inverse(turn()), mirror().labels(planes));
    }

    /** Size of the canonical volume. */
    public VolumeSize toCanonical(VolumeSize size) {
        long[] voxels = {size.x(), size.y(), size.z()};
        return new VolumeSize(voxels[stored(0)], voxels[stored(1)], voxels[stored(2)]);
    }

    /** Voxel size of the canonical volume. */
    public VoxelSize toCanonical(VoxelSize size) {
        double[] nm = {size.xNm(), size.yNm(), size.zNm()};
        return new VoxelSize(nm[stored(0)], nm[stored(1)], nm[stored(2)]);
    }

    private int turn() {
        return Turn.of(stored(0), stored(1), stored(2));
    }

    private Mirror mirror() {
        return new Mirror(
                direction(stored(0)).isReversed(),
                direction(stored(1)).isReversed(),
                direction(stored(2)).isReversed());
    }

    /** The stored axis that runs along an axis of space. */
    private int stored(int axis) {
        return x.axis() == axis ? 0 : y.axis() == axis ? 1 : 2;
    }

    private AxisDirection direction(int stored) {
        return List.of(x, y, z).get(stored);
    }

    /** Such as {@code LPS}: where the stored columns, rows and planes run to. */
    @Override
    public String toString() {
        return Stream.of(x, y, z).map(each -> each.name().substring(0, 1)).collect(Collectors.joining());
    }
}
