// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

class NeckCutTest {
    private static final VoxelSize VOXEL = new VoxelSize(2, 2, 5);

    @Test
    void distancesAreThoseOfTryingAllVoxels() {
        double[] edges = {2, 3, 5};
        for (int seed = 0; seed < 20; seed++) {
            LabelVolume volume = LabelVolume.random(new Random(seed), new VolumeSize(6, 5, 7), 0.5 + 0.02 * seed, 1);
            float[] found = DistanceMap.of(mask(volume), edges);
            for (int i = 0; i < found.length; i++) {
                assertEquals(nearest(volume, i, edges), found[i]);
            }
        }
    }

    @Test
    void whereNothingButTheObjectIsThereIsNoDistanceAndOnePart() {
        ObjectMask all = mask(LabelVolume.of("11 11", "11 11"));
        assertEquals(Float.POSITIVE_INFINITY, DistanceMap.of(all, new double[] {1, 1, 1})[0]);
        int[] parts = NeckCut.parts(all, Connectivity.FACES, new double[] {1, 1, 1}, 0.1);
        assertTrue(Arrays.stream(parts).allMatch(part -> part == 1));
    }

    /** Balls of 40 and 30 nm whose middles lie 55 nm apart: the neck's radius is 21 nm, so the smaller bulge's is 9 nm larger. */
    @ParameterizedTest
    @CsvSource({"1, 2", "6, 2", "12, 1"})
    void twoBallsThatOverlapAreTwoObjectsIfTheirNeckIsThinEnough(double depth, int expected) {
        LabelVolume volume = balls();
        List<ObjectSums> parts = divided(volume, volume.size(), depth).all();
        assertEquals(expected, parts.size());
        if (expected == 2) {
            assertEquals(30, parts.get(0).mean(0), 2);
            assertEquals(57, parts.get(1).mean(0), 2);
        }
        long voxels = parts.stream().mapToLong(ObjectSums::voxels).sum();
        assertEquals(
                FoundObjects.in(volume.rows(), ObjectRules.PLAIN).all().get(0).voxels(), voxels);
    }

    @Test
    void blocksAndWhatLiesAroundChangeNothing() {
        LabelVolume volume = LabelVolume.random(new Random(4), new VolumeSize(14, 12, 10), 0.75, 2);
        String whole = everything(volume, volume.size());
        for (VolumeSize block : List.of(
                new VolumeSize(1, 1, 1), new VolumeSize(14, 12, 1), new VolumeSize(3, 5, 4), new VolumeSize(7, 6, 5))) {
            assertEquals(whole, everything(volume, block));
        }
        assertTrue(divided(volume, volume.size(), 0.5).all().size()
                > FoundObjects.in(volume.rows(), ObjectRules.PLAIN).all().size() + 3);
    }

    private static String everything(LabelVolume volume, VolumeSize block) {
        DividedObjects objects = divided(volume, block, 0.5);
        StringBuilder text = new StringBuilder();
        long[] last = {0};
        objects.forEachRun(new NumberedObjects.RowVisitor() {
            @Override
            public void begin(LabelRow row) {}

            @Override
            public void run(LabelRow row, int start, int end, long id) {
                assertTrue(id <= last[0] + 1, "numbered in the order of first voxels");
                last[0] = Math.max(last[0], id);
                text.append("%d %d %d-%d %d%n".formatted(row.z(), row.y(), start, end, id));
            }
        });
        assertEquals(objects.largestId(), last[0]);
        objects.all()
                .forEach(sums -> text.append(sums.voxels())
                        .append(' ')
                        .append(sums.ends(7))
                        .append(' '));
        return text.toString();
    }

    private static DividedObjects divided(LabelVolume volume, VolumeSize block, double depth) {
        FoundObjects whole = FoundObjects.in(volume.rows(block), ObjectRules.PLAIN);
        return new DividedObjects(whole, new ObjectDivision(volume, "labels", ObjectRules.PLAIN, VOXEL, depth), 1);
    }

    private static LabelVolume balls() {
        return LabelVolume.of(
                90, 50, 20, (x, y, z) -> ball(x - 30, y - 25, z - 10, 40) || ball(x - 57.5, y - 25, z - 10, 30));
    }

    private static boolean ball(double x, double y, double z, double radius) {
        return Math.hypot(Math.hypot(2 * x, 2 * y), 5 * z) <= radius;
    }

    private static ObjectMask mask(LabelVolume volume) {
        boolean[] inside = new boolean[volume.labels().length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = volume.labels()[i] > 0;
        }
        return new ObjectMask(0, 0, 0, new ObjectMask.Extent(volume.width(), volume.height(), volume.depth()), inside);
    }

    private static float nearest(LabelVolume volume, int voxel, double[] edges) {
        double least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < volume.labels().length; i++) {
            if (volume.labels()[i] == 0) {
                double dx = edges[0] * (i % 6 - voxel % 6);
                double dy = edges[1] * (i / 6 % 5 - voxel / 6 % 5);
                double dz = edges[2] * (i / 30 - voxel / 30);
                least = Math.min(least, dx * dx + dy * dy + dz * dz);
            }
        }
        return (float) least;
    }
}
