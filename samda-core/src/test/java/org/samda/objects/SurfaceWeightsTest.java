// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.VoxelSize;

class SurfaceWeightsTest {
    private static final VoxelSize CUBE = new VoxelSize(1, 1, 1);

    /** The parts of the sphere around the 26 directions, as they are published for voxels that are cubes. */
    @Test
    void aVoxelAloneHasThePublishedWeights() {
        // Each of the 13 lines has two ends at the voxel: S = 2 * sum of (part of both directions) * 2 / length.
        double expected = 2
                * 2
                * (3 * 2 * 0.04577789120476
                        + 6 * 2 * 0.03698062787608 / Math.sqrt(2)
                        + 4 * 2 * 0.03519563978232 / Math.sqrt(3));
        ObjectSums voxel = only(LabelVolume.of("1"));
        assertEquals(expected, SurfaceWeights.ofVolume(CUBE).of(voxel), 1e-3 * expected);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 0.02",
        "5, 1, 0.01",
        "8, 1, 0.005",
        "20, 1, 0.002",
        "8, 2, 0.01",
        "20, 2, 0.003",
        "20, 4, 0.01",
        "20, 10, 0.04"
    })
    void aBallHasItsSurfaceAlsoWhereVoxelsAreDeeperThanWide(double radius, double depth, double tolerance) {
        double expected = 4 * Math.PI * radius * radius;
        SurfaceWeights weights = SurfaceWeights.ofVolume(new VoxelSize(1, 1, depth));
        ObjectSums ball = only(ellipsoid(radius, radius, radius / depth));
        assertEquals(expected, weights.of(ball), tolerance * expected);
    }

    /** Half axes a > b = c: 2 pi b^2 (1 + a / (b e) asin e), with e^2 = 1 - b^2 / a^2. */
    @ParameterizedTest
    @CsvSource({"x", "y", "z"})
    void aLongEllipsoidHasItsSurfaceWhereverItPoints(String axis) {
        double eccentricity = Math.sqrt(1 - 100.0 / 900);
        double expected = 2 * Math.PI * 100 * (1 + 3 / eccentricity * Math.asin(eccentricity));
        LabelVolume volume =
                ellipsoid(axis.equals("x") ? 30 : 10, axis.equals("y") ? 30 : 10, axis.equals("z") ? 30 : 10);
        assertEquals(expected, SurfaceWeights.ofVolume(CUBE).of(only(volume)), 0.02 * expected);
    }

    /** The worst case: all of the surface is seen from a few directions. The estimate is too small by less than a tenth. */
    @Test
    void aCubeIsUnderestimatedByLessThanATenth() {
        ObjectSums cube = only(LabelVolume.of(30, 30, 30, (x, y, z) -> true));
        double ratio = SurfaceWeights.ofVolume(CUBE).of(cube) / (6 * 30 * 30);
        assertEquals(0.91, ratio, 0.01);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.03", "20, 0.01", "100, 0.005"})
    void aDiscHasItsPerimeter(double radius, double tolerance) {
        double expected = 2 * Math.PI * radius;
        int side = (int) (2 * radius + 5);
        double middle = 0.5 * side + 0.3;
        LabelVolume disc = LabelVolume.of(side, side, 1, (x, y, z) -> Math.hypot(x - middle, y - middle) <= radius);
        assertEquals(expected, SurfaceWeights.ofImage(CUBE).of(only(disc)), tolerance * expected);
    }

    private static ObjectSums only(LabelVolume volume) {
        return FoundObjects.in(volume.rows(), ObjectRules.PLAIN).all().get(0);
    }

    private static LabelVolume ellipsoid(double a, double b, double c) {
        int width = (int) (2 * a + 5);
        int height = (int) (2 * b + 5);
        int depth = (int) (2 * c + 5);
        return LabelVolume.of(
                width,
                height,
                depth,
                (x, y, z) -> square((x - 0.5 * width - 0.3) / a)
                                + square((y - 0.5 * height - 0.2) / b)
                                + square((z - 0.5 * depth - 0.1) / c)
                        <= 1);
    }

    private static double square(double value) {
        return value * value;
    }
}
