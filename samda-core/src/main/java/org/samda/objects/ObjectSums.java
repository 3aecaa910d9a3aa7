// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * What is counted of an object, all of it exact whole numbers: voxels, the sums of their coordinates and of the products of these,
 * the box around them, and how many pairs of neighbouring voxels it has.
 */
final class ObjectSums implements Additive<ObjectSums> {
    /** Coordinates below this can be multiplied with each other and summed along a row in 64 bits. */
    static final long LONGEST_EDGE = 1 << 20;

    /** Kinds of neighbours: those that differ in x (bit 1), in y (bit 2), in z (bit 4). */
    static final int KINDS = 8;

    /** Along x, then y, then z. */
    static final Comparator<ObjectSums> BY_FIRST_VOXEL = Comparator.<ObjectSums>comparingLong(object -> object.first[2])
            .thenComparingLong(object -> object.first[1])
            .thenComparingLong(object -> object.first[0]);

    private static final int AXES = 3;

    private final int label;
    private final WideSums sums = new WideSums(AXES);
    private final WideSums products = new WideSums(2 * AXES);
    private final long[] neighbours = new long[KINDS];
    private final long[] from = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    private final long[] to = new long[AXES];
    private final long[] first = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    private long voxels;

    ObjectSums(int label) {
        this.label = label;
    }

    /** Counts the voxels from {@code start} to before {@code end} of a row. */
    void addRun(long start, long end, long y, long z) {
        long n = end - start;
        beginAt(start, y, z);
        long sumX = n * start + n * (n - 1) / 2;
        voxels += n;
        sums.add(0, sumX);
        sums.add(1, n * y);
        sums.add(2, n * z);
        products.add(place(0, 0), n * start * start + start * n * (n - 1) + squaresBelow(n));
        products.add(place(0, 1), sumX * y);
        products.add(place(0, 2), sumX * z);
        products.add(place(1, 1), n * y * y);
        products.add(place(1, 2), n * y * z);
        products.add(place(2, 2), n * z * z);
        neighbours[1] += 2 * (n - 1);
        include(new long[] {start, y, z}, new long[] {end, y + 1, z + 1});
    }

    /** Counts voxels that have a neighbour in the object: a pair counts twice, once for each. */
    void addNeighbours(int kind, long count) {
        neighbours[kind] += count;
    }

    @Override
    public void add(ObjectSums other) {
        voxels += other.voxels;
        sums.add(other.sums);
        products.add(other.products);
        for (int kind = 0; kind < KINDS; kind++) {
            neighbours[kind] += other.neighbours[kind];
        }
        include(other.from, other.to);
        beginAt(other.first[0], other.first[1], other.first[2]);
    }

    /** Whether another object, counted in a part of the volume that begins at (x, y, z), has its first voxel where this one has. */
    boolean beginsAt(ObjectSums other, long x, long y, long z) {
        return label == other.label
                && first[0] + x == other.first[0]
                && first[1] + y == other.first[1]
                && first[2] + z == other.first[2];
    }

    int label() {
        return label;
    }

    long voxels() {
        return voxels;
    }

    /** First voxel of the box along an axis: 0 is x. */
    long from(int axis) {
        return from[axis];
    }

    /** Behind the last voxel of the box along an axis. */
    long to(int axis) {
        return to[axis];
    }

    /** How many pairs of voxels one line of neighbours of this kind has with one of the two, but not the other, in the object. */
    long ends(int kind) {
        long lines = 1L << (Integer.bitCount(kind) - 1);
        return 2 * lines * voxels - neighbours[kind];
    }

    /** The mean of a coordinate. */
    double mean(int axis) {
        return sums.get(axis).doubleValue() / voxels;
    }

    /** The covariance of two coordinates. */
    double covariance(int axis, int other) {
        BigInteger n = BigInteger.valueOf(voxels);
        BigInteger product = products.get(place(Math.min(axis, other), Math.max(axis, other)));
        BigInteger difference = n.multiply(product).subtract(sums.get(axis).multiply(sums.get(other)));
        return difference.doubleValue() / n.multiply(n).doubleValue();
    }

    private void beginAt(long x, long y, long z) {
        boolean earlier = z != first[2] ? z < first[2] : y != first[1] ? y < first[1] : x < first[0];
        if (earlier) {
            first[0] = x;
            first[1] = y;
            first[2] = z;
        }
    }

    private void include(long[] first, long[] behind) {
        for (int axis = 0; axis < AXES; axis++) {
            from[axis] = Math.min(from[axis], first[axis]);
            to[axis] = Math.max(to[axis], behind[axis]);
        }
    }

    /** 0² + 1² + … + (n - 1)². */
    private static long squaresBelow(long n) {
        return (n - 1) * n * (2 * n - 1) / 6;
    }

    /** Where the sum of the products of two coordinates is. */
    private static int place(int axis, int other) {
        return axis == 0 ? other : axis + other + 1;
    }
}
