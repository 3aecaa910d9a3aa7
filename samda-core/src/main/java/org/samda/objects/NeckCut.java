// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.Arrays;

/**
 * Divides an object at its necks: a watershed of the distance to its surface, in which two bulges stay apart only if the smaller one's
 * radius is larger than that of the neck between them by some depth; else they are one.
 *
 * <p>Voxels are taken from the deepest to the shallowest, of equal ones the first first, so the result is a function of the object
 * and its voxel size alone.
 */
final class NeckCut {
    private final ObjectMask mask;
    private final Connectivity connectivity;
    private final float[] squares;
    private final double depth;

    /** For each voxel of the box its part, from 1; 0 for those that are not, or not yet, in one. */
    private final int[] parts;

    /** For each part itself or the one that it was found to belong to; parts come in the order of falling depth. */
    private int[] owners = new int[16];

    private double[] peaks = new double[16];
    private int count;

    private NeckCut(ObjectMask mask, Connectivity connectivity, float[] squares, double depth) {
        this.mask = mask;
        this.connectivity = connectivity;
        this.squares = squares;
        this.depth = depth;
        parts = new int[squares.length];
    }

    /**
     * @param edges of a voxel along x, y and z
     * @param depth in the units of the edges, above 0
     * @return for each voxel of the box 0 outside of the object, else its part: 1, 2 … from the one with the largest radius on
     */
    static int[] parts(ObjectMask mask, Connectivity connectivity, double[] edges, double depth) {
        NeckCut cut = new NeckCut(mask, connectivity, DistanceMap.of(mask, edges), depth);
        for (long key : cut.fromDeepToShallow()) {
            cut.take((int) key);
        }
        return cut.numbered();
    }

    private long[] fromDeepToShallow() {
        long[] keys = new long[squares.length];
        int n = 0;
        for (int i = 0; i < squares.length; i++) {
            if (mask.inside()[i]) {
                keys[n++] = ((long) (Integer.MAX_VALUE - Float.floatToIntBits(squares[i])) << Integer.SIZE) | i;
            }
        }
        long[] sorted = Arrays.copyOf(keys, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private void take(int voxel) {
        ObjectMask.Extent extent = mask.extent();
        int x = voxel % extent.width();
        int y = voxel / extent.width() % extent.height();
        int z = voxel / extent.width() / extent.height();
        int nearest = -1;
        for (int step = 0; step < 27; step++) {
            int dx = step % 3 - 1;
            int dy = step / 3 % 3 - 1;
            int dz = step / 9 - 1;
            if (connectivity.connects(dx * dx + dy * dy + dz * dz) && isInBox(x + dx, y + dy, z + dz)) {
                int other = extent.index(x + dx, y + dy, z + dz);
                if (parts[other] > 0) {
                    nearest = meet(voxel, nearest, other);
                }
            }
        }
        parts[voxel] = nearest < 0 ? begin(voxel) : owner(parts[nearest]);
    }

    private boolean isInBox(int x, int y, int z) {
        ObjectMask.Extent extent = mask.extent();
        return x >= 0 && y >= 0 && z >= 0 && x < extent.width() && y < extent.height() && z < extent.depth();
    }

    /** A voxel lies between two others that are in parts; the deeper of these says which part it belongs to. */
    private int meet(int voxel, int nearest, int other) {
        if (nearest < 0) {
            return other;
        }
        int one = owner(parts[nearest]);
        int two = owner(parts[other]);
        int smaller = Math.max(one, two);
        if (one != two && !(peaks[smaller] - Math.sqrt(squares[voxel]) >= depth)) {
            owners[smaller] = Math.min(one, two);
        }
        return squares[other] > squares[nearest] ? other : nearest;
    }

    private int begin(int voxel) {
        count++;
        if (count == owners.length) {
            owners = Arrays.copyOf(owners, 2 * count);
            peaks = Arrays.copyOf(peaks, 2 * count);
        }
        owners[count] = count;
        peaks[count] = Math.sqrt(squares[voxel]);
        return count;
    }

    private int owner(int part) {
        int current = part;
        while (owners[current] != current) {
            owners[current] = owners[owners[current]];
            current = owners[current];
        }
        return current;
    }

    private int[] numbered() {
        int[] numbers = new int[count + 1];
        int next = 0;
        for (int part = 1; part <= count; part++) {
            numbers[part] = owner(part) == part ? ++next : numbers[owner(part)];
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] = numbers[parts[i]];
        }
        return parts;
    }
}
