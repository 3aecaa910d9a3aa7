// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import org.samda.image.VoxelSize;

/**
 * Estimates surfaces by Crofton's formula: from how often lines through the voxels' centres, in the 13 directions to a voxel's
 * neighbours, enter or leave an object. Each direction counts by the part of the sphere that is nearer to it than to the others
 * (G. Lehmann and D. Legland, Efficient N-dimensional surface estimation using Crofton formula and run-length encoding, 2012).
 *
 * <p>Of an image of one section the same with lines in 4 directions is the perimeter.
 */
final class SurfaceWeights {
    /** Directions are tried on a grid of so many steps along each of two coordinates of an eighth of the sphere. */
    private static final int STEPS = 1000;

    private final double[] perEnd;

    private SurfaceWeights(double[] perEnd) {
        this.perEnd = perEnd;
    }

    /** For surfaces in the units of the voxel size, squared. */
    static SurfaceWeights ofVolume(VoxelSize voxel) {
        double[][] directions = directions(voxel, ObjectSums.KINDS);
        double[] hits = new double[ObjectSums.KINDS];
        for (int i = 0; i < STEPS; i++) {
            double z = (i + 0.5) / STEPS;
            double radius = Math.sqrt(1 - z * z);
            for (int j = 0; j < STEPS; j++) {
                double angle = Math.PI / 2 * (j + 0.5) / STEPS;
                hits[nearest(directions, radius * Math.cos(angle), radius * Math.sin(angle), z)]++;
            }
        }
        double cell = voxel.xNm() * voxel.yNm() * voxel.zNm();
        return weights(hits, (double) STEPS * STEPS, 2 * cell, voxel);
    }

    /** For perimeters in the units of the voxel size. */
    static SurfaceWeights ofImage(VoxelSize pixel) {
        double[][] directions = directions(pixel, 1 << 2);
        double[] hits = new double[ObjectSums.KINDS];
        int steps = STEPS * STEPS;
        for (int j = 0; j < steps; j++) {
            double angle = Math.PI / 2 * (j + 0.5) / steps;
            hits[nearest(directions, Math.cos(angle), Math.sin(angle), 0)]++;
        }
        double cell = pixel.xNm() * pixel.yNm();
        return weights(hits, steps, Math.PI / 2 * cell, pixel);
    }

    /** Surface, or perimeter. */
    double of(ObjectSums object) {
        double surface = 0;
        for (int kind = 1; kind < perEnd.length; kind++) {
            surface += perEnd[kind] * object.ends(kind);
        }
        return surface;
    }

    /** Several lines of one kind share what is nearest to them: {@code ends} counts all of them. */
    private static SurfaceWeights weights(double[] hits, double tried, double factor, VoxelSize voxel) {
        double[] perEnd = new double[hits.length];
        for (int kind = 1; kind < hits.length; kind++) {
            int lines = 1 << (Integer.bitCount(kind) - 1);
            perEnd[kind] = factor * hits[kind] / tried / lines / length(offset(kind, voxel));
        }
        return new SurfaceWeights(perEnd);
    }

    private static double[][] directions(VoxelSize voxel, int kinds) {
        double[][] directions = new double[kinds][];
        for (int kind = 1; kind < kinds; kind++) {
            double[] offset = offset(kind, voxel);
            double length = length(offset);
            directions[kind] = new double[] {offset[0] / length, offset[1] / length, offset[2] / length};
        }
        return directions;
    }

    private static double[] offset(int kind, VoxelSize voxel) {
        return new double[] {
            (kind & 1) == 0 ? 0 : voxel.xNm(), (kind & 2) == 0 ? 0 : voxel.yNm(), (kind & 4) == 0 ? 0 : voxel.zNm()
        };
    }

    private static double length(double[] offset) {
        return Math.sqrt(offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]);
    }

    private static int nearest(double[][] directions, double x, double y, double z) {
        int best = 1;
        double largest = -1;
        for (int kind = 1; kind < directions.length; kind++) {
            double[] direction = directions[kind];
            double cosine = direction[0] * x + direction[1] * y + direction[2] * z;
            if (cosine > largest) {
                largest = cosine;
                best = kind;
            }
        }
        return best;
    }
}
