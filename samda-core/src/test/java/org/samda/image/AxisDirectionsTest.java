// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AxisDirectionsTest {
    private static final AxisDirection R = AxisDirection.RIGHT;
    private static final AxisDirection L = AxisDirection.LEFT;
    private static final AxisDirection A = AxisDirection.ANTERIOR;
    private static final AxisDirection P = AxisDirection.POSTERIOR;
    private static final AxisDirection S = AxisDirection.SUPERIOR;
    private static final AxisDirection I = AxisDirection.INFERIOR;

    /** All 48 ways in which a scan can be stored. */
    static Stream<AxisDirections> all() {
        List<AxisDirection> each = List.of(AxisDirection.values());
        return each.stream()
                .flatMap(x -> each.stream().flatMap(y -> each.stream().map(z -> List.of(x, y, z))))
                .filter(axes ->
                        axes.stream().map(AxisDirection::axis).distinct().count() == 3)
                .map(axes -> new AxisDirections(axes.get(0), axes.get(1), axes.get(2)));
    }

    @Test
    void thereAre48() {
        assertEquals(48, all().distinct().count());
        assertEquals(48, all().map(AxisDirections::toString).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("all")
    void wayThereAndBackGivesEveryVoxelBack(AxisDirections directions) {
        List<GreyImage> stored = volume(2, 3, 4);
        List<GreyImage> back = directions.toStored(directions.toCanonical(stored));
        List<LabelImage> labels = labels(stored);
        List<LabelImage> labelsBack = directions.toStoredLabels(directions.toCanonicalLabels(labels));
        assertEquals(4, back.size());
        for (int z = 0; z < 4; z++) {
            assertEquals(2, back.get(z).width());
            assertArrayEquals(stored.get(z).pixels(), back.get(z).pixels());
            assertArrayEquals(labels.get(z).labels(), labelsBack.get(z).labels());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aScanIsTheSameHoweverItIsStored(AxisDirections directions) {
        List<GreyImage> canonical = volume(2, 3, 4);
        List<GreyImage> stored = directions.toStored(canonical);
        List<GreyImage> again = directions.toCanonical(stored);
        List<LabelImage> labels = directions.toCanonicalLabels(labels(stored));
        for (int z = 0; z < 4; z++) {
            assertArrayEquals(canonical.get(z).pixels(), again.get(z).pixels());
            assertArrayEquals(labels(canonical).get(z).labels(), labels.get(z).labels());
        }
        VolumeSize size = new VolumeSize(stored.get(0).width(), stored.get(0).height(), stored.size());
        assertEquals(new VolumeSize(2, 3, 4), directions.toCanonical(size));
    }

    @Test
    void voxelsAreWhereTheDirectionsSay() {
        // Stored columns run up, rows to the left, planes to the front: stored (i, j, k) lies at x = 2 - j, y = k, z =
        // i.
        AxisDirections directions = new AxisDirections(S, L, A);
        List<GreyImage> canonical = directions.toCanonical(volume(2, 3, 4));
        assertEquals(2, canonical.size());
        assertEquals(
                List.of(3, 4),
                List.of(canonical.get(0).width(), canonical.get(0).height()));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    assertEquals(100 * i + 10 * j + k, canonical.get(i).at(2 - j, k));
                }
            }
        }
        assertEquals(new VolumeSize(3, 4, 2), directions.toCanonical(new VolumeSize(2, 3, 4)));
        assertEquals(new VoxelSize(6, 7, 5), directions.toCanonical(new VoxelSize(5, 6, 7)));
    }

    @Test
    void aCanonicalScanIsNotCopied() {
        List<GreyImage> scan = volume(2, 3, 4);
        assertSame(scan, AxisDirections.RAS.toCanonical(scan));
        assertSame(scan, AxisDirections.RAS.toStored(scan));
    }

    @Test
    void theNearestDirectionsAreThoseOfAScanThatLiesAskew() {
        // Columns run mostly to the left, rows mostly down, planes mostly to the front.
        double[][] steps = {{-0.9, 0.3, 0.1}, {0.1, 0.4, -2}, {0.2, 0.8, 0.3}};
        assertEquals(new AxisDirections(L, I, A), AxisDirections.nearest(steps));
        assertEquals("LIA", AxisDirections.nearest(steps).toString());
    }

    @Test
    void thinSectionsDoNotOutweighThickOnes() {
        // The column's largest share is x, though its step along x is shorter than the plane's.
        double[][] steps = {{0.1, 0.02, 0}, {0, 0.1, 0}, {3, 0, 30}};
        assertEquals(AxisDirections.RAS, AxisDirections.nearest(steps));
    }

    @Test
    void twoAxesAlongOneAxisOfSpaceAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AxisDirections(R, L, S));
        assertThrows(IllegalArgumentException.class, () -> new AxisDirections(R, A, P));
    }

    @Test
    void storedOrientationLooksAtNothing() {
        AxisDirections found = new AxisDirections(L, P, S);
        assertEquals(AxisDirections.RAS, Orientation.STORED.from(Optional.of(found)));
        assertEquals(found, Orientation.CANONICAL.from(Optional.of(found)));
        assertEquals(AxisDirections.RAS, Orientation.CANONICAL.from(Optional.empty()));
    }

    /** Voxel (x, y, z) has the value xyz. */
    private static List<GreyImage> volume(int width, int height, int planes) {
        List<GreyImage> volume = new ArrayList<>();
        for (int z = 0; z < planes; z++) {
            float[] pixels = new float[width * height];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = 100 * (i % width) + 10 * (i / width) + z;
            }
            volume.add(new GreyImage(width, height, pixels));
        }
        return volume;
    }

    private static List<LabelImage> labels(List<GreyImage> planes) {
        List<LabelImage> labels = new ArrayList<>();
        for (GreyImage plane : planes) {
            int[] values = new int[plane.pixels().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (int) plane.pixels()[i];
            }
            labels.add(new LabelImage(plane.width(), plane.height(), values));
        }
        return labels;
    }
}
