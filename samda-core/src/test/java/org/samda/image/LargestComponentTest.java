// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.golden.GoldenSections;

class LargestComponentTest {
    private static final LargestComponent FOREGROUND = new LargestComponent(true, List.of());

    @ParameterizedTest
    @CsvSource({"dense, 0.52", "sparse, 0.3"})
    void equalsNnUNetOnNoise(String name, double share) {
        int[] mask = IntStream.range(0, 40 * 50)
                .map(i -> Filler.unit("cc." + name, i) < share ? 1 : 0)
                .toArray();
        GoldenFile counts = GoldenFile.of("nnunet_ops/postproc/" + name + "/counts");
        assertEquals(counts.value().get(0).asInt(), IntStream.of(mask).sum());
        LabelImage kept = FOREGROUND.apply(new LabelImage(50, 40, mask));
        assertEquals(counts.value().get(1).asInt(), IntStream.of(kept.labels()).sum());
        GoldenSections.assertLabels("nnunet_ops/postproc/" + name + "/out", List.of(kept));
    }

    @Test
    void keepsAllComponentsOfTheLargestSize() {
        List<LabelImage> tie = GoldenSections.labels("nnunet_ops/postproc/tie_in");
        GoldenSections.assertLabels("nnunet_ops/postproc/tie_out", FOREGROUND.apply(tie));
    }

    @Test
    void treatsTheWholeForegroundOrOneLabel() {
        List<LabelImage> labels = GoldenSections.labels("nnunet_ops/postproc/multiclass_in");
        GoldenSections.assertLabels("nnunet_ops/postproc/multiclass_all_fg_out", FOREGROUND.apply(labels));
        GoldenSections.assertLabels(
                "nnunet_ops/postproc/multiclass_label1_out", new LargestComponent(false, List.of(1)).apply(labels));
    }

    @Test
    void labelsAreTreatedAfterTheForegroundOneAfterTheOther() {
        // Foreground: 1 1 2 2 2 1 is the largest. Of 1 the two on the left are larger than the one on the right.
        int[] labels = {1, 1, 2, 2, 2, 1, 0, 1, 1, 1, 0, 2};
        assertArrayEquals(
                new int[] {1, 1, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0}, row(new LargestComponent(true, List.of(1)), labels));
        assertArrayEquals(
                new int[] {0, 0, 2, 2, 2, 0, 0, 1, 1, 1, 0, 0},
                row(new LargestComponent(false, List.of(1, 2)), labels));
        assertArrayEquals(labels, row(LargestComponent.NONE, labels));
    }

    @Test
    void sectionsAreConnectedThroughCornersToo() {
        // A diagonal through three sections, against two voxels side by side.
        List<LabelImage> sections = List.of(
                new LabelImage(5, 3, new int[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                new LabelImage(5, 3, new int[] {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}),
                new LabelImage(5, 3, new int[] {0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0}));
        List<LabelImage> kept = FOREGROUND.apply(sections);
        assertEquals(1, kept.get(0).at(0, 0));
        assertEquals(1, kept.get(1).at(1, 1));
        assertEquals(1, kept.get(2).at(2, 2));
        assertEquals(0, kept.get(2).at(3, 0));
        // And upwards: y falls with z.
        List<LabelImage> rising = List.of(sections.get(2), sections.get(1), sections.get(0));
        assertEquals(0, FOREGROUND.apply(rising).get(0).at(4, 0));
        assertEquals(1, FOREGROUND.apply(rising).get(2).at(0, 0));
    }

    @Test
    void theBottomOfOneSectionDoesNotTouchTheTopOfTheNext() {
        // Rows are numbered through all sections, so these two are neighbours in number but not in space.
        List<LabelImage> sections = List.of(
                new LabelImage(1, 3, new int[] {1, 0, 1}),
                new LabelImage(1, 3, new int[] {0, 0, 0}),
                new LabelImage(1, 3, new int[] {1, 1, 0}));
        List<LabelImage> kept = FOREGROUND.apply(sections);
        assertArrayEquals(new int[3], kept.get(0).labels());
        assertArrayEquals(new int[] {1, 1, 0}, kept.get(2).labels());
    }

    @Test
    void agreesWithAFloodFillOnRandomCases() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 60; round++) {
            double share = 0.05 + 0.3 * random.nextDouble();
            int width = 1 + random.nextInt(9);
            int height = 1 + random.nextInt(8);
            int depth = 1 + random.nextInt(5);
            List<LabelImage> sections = new ArrayList<>();
            for (int z = 0; z < depth; z++) {
                sections.add(new LabelImage(
                        width,
                        height,
                        IntStream.range(0, width * height)
                                .map(i -> random.nextDouble() < share ? 1 : 0)
                                .toArray()));
            }
            List<LabelImage> found = FOREGROUND.apply(sections);
            List<int[]> expected = flooded(sections);
            for (int z = 0; z < depth; z++) {
                assertArrayEquals(expected.get(z), found.get(z).labels(), "round " + round + ", section " + z);
            }
        }
    }

    @Test
    void windingComponentsNeedNoDeepRecursion() {
        // One path through every other row of a large image, changing side at each end.
        int side = 1001;
        int[] path = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean turn = x == (y % 4 == 1 ? side - 1 : 0);
                path[y * side + x] = y % 2 == 0 || turn ? 1 : 0;
            }
        }
        assertArrayEquals(
                path, FOREGROUND.apply(new LabelImage(side, side, path)).labels());
    }

    @Test
    void theInputIsNotChangedAndAnEmptyOneStaysEmpty() {
        int[] labels = {1, 0, 1, 1};
        row(FOREGROUND, labels);
        assertArrayEquals(new int[] {1, 0, 1, 1}, labels);
        assertArrayEquals(new int[4], row(FOREGROUND, new int[4]));
    }

    @Test
    void backgroundIsNoLabel() {
        assertThrows(IllegalArgumentException.class, () -> new LargestComponent(false, List.of(0)));
        assertTrue(LargestComponent.NONE.keepsAll());
        assertFalse(FOREGROUND.keepsAll());
        assertFalse(new LargestComponent(false, List.of(1)).keepsAll());
    }

    private static int[] row(LargestComponent choice, int... labels) {
        return choice.apply(new LabelImage(labels.length, 1, labels)).labels();
    }

    /** The largest components, one voxel after the other. */
    private static List<int[]> flooded(List<LabelImage> sections) {
        int area = sections.get(0).labels().length;
        int[] sizes = new int[area * sections.size()];
        for (int start = 0; start < sizes.length; start++) {
            if (sections.get(start / area).labels()[start % area] == 1 && sizes[start] == 0) {
                List<Integer> component = component(sections, start);
                component.forEach(voxel -> sizes[voxel] = component.size());
            }
        }
        int largest = IntStream.of(sizes).max().orElseThrow();
        List<int[]> kept = new ArrayList<>();
        for (int z = 0; z < sections.size(); z++) {
            int first = z * area;
            kept.add(IntStream.range(0, area)
                    .map(i -> largest > 0 && sizes[first + i] == largest ? 1 : 0)
                    .toArray());
        }
        return kept;
    }

    private static List<Integer> component(List<LabelImage> sections, int start) {
        int width = sections.get(0).width();
        int area = sections.get(0).labels().length;
        boolean[] seen = new boolean[area * sections.size()];
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        List<Integer> found = new ArrayList<>();
        seen[start] = true;
        while (!open.isEmpty()) {
            int voxel = open.pop();
            found.add(voxel);
            for (int other = 0; other < seen.length; other++) {
                boolean near = Math.abs(other / area - voxel / area) <= 1
                        && Math.abs(other % area / width - voxel % area / width) <= 1
                        && Math.abs(other % width - voxel % width) <= 1;
                if (near && !seen[other] && sections.get(other / area).labels()[other % area] == 1) {
                    seen[other] = true;
                    open.push(other);
                }
            }
        }
        return found;
    }
}
