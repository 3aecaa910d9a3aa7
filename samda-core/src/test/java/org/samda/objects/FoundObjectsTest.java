// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.VolumeSize;

class FoundObjectsTest {
    private static final VolumeSize SIZE = new VolumeSize(7, 6, 5);

    @ParameterizedTest
    @CsvSource({"FACES, 6", "EDGES, 18", "CORNERS, 26"})
    void objectsAreThoseOfAFloodInTheOrderOfTheirFirstVoxels(Connectivity connectivity, int neighbours) {
        ObjectRules rules = new ObjectRules(connectivity, false, false, 1);
        for (int seed = 0; seed < 60; seed++) {
            LabelVolume volume = LabelVolume.random(new Random(seed), SIZE, 0.1 + 0.1 * (seed % 8), 1 + seed % 3);
            int[] expected = flood(volume, neighbours);
            FoundObjects objects = FoundObjects.in(volume.rows(), rules);
            assertEquals(
                    Arrays.stream(expected).max().orElseThrow(), objects.all().size());
            assertEquals(text(expected), text(ids(objects, volume)));
            for (int i = 0; i < objects.all().size(); i++) {
                int id = i + 1;
                ObjectSums object = objects.all().get(i);
                assertEquals(
                        Arrays.stream(expected).filter(other -> other == id).count(), object.voxels());
                for (int kind = 1; kind < ObjectSums.KINDS; kind++) {
                    assertEquals(ends(volume, expected, id, kind), object.ends(kind));
                }
            }
        }
    }

    /** Every place is once a boundary between blocks. */
    @Test
    void everyDivisionIntoBlocksGivesTheSameObjectsAndTheSameSums() {
        for (int seed = 0; seed < 6; seed++) {
            LabelVolume volume = LabelVolume.random(new Random(seed), SIZE, 0.3 + 0.08 * seed, 1 + seed % 2);
            for (Connectivity connectivity : Connectivity.values()) {
                ObjectRules rules = new ObjectRules(connectivity, false, seed % 2 == 0, 1 + seed % 3);
                String whole = everything(volume, SIZE, rules);
                for (int block = 0; block < SIZE.x() * SIZE.y() * SIZE.z(); block++) {
                    VolumeSize size = new VolumeSize(1 + block % 7, 1 + block / 7 % 6, 1 + block / 42);
                    assertEquals(whole, everything(volume, size, rules), () -> "blocks of " + size);
                }
            }
        }
    }

    /** A fork whose prongs meet in the last section only. */
    @Test
    void partsThatMeetLateAreOneObject() {
        LabelVolume volume = LabelVolume.of("10101 00000", "10101 00000", "11111 00002");
        FoundObjects objects = FoundObjects.in(volume.rows(new VolumeSize(1, 1, 1)), ObjectRules.PLAIN);
        assertEquals(2, objects.all().size());
        assertEquals(11, objects.all().get(0).voxels());
        assertEquals(2, objects.all().get(1).label());
    }

    @Test
    void smallObjectsAreLeftOutAndTheOthersNumberedWithoutGaps() {
        LabelVolume volume = LabelVolume.of("1022033 0000003 4000000");
        FoundObjects objects = FoundObjects.in(volume.rows(), new ObjectRules(Connectivity.FACES, false, false, 2));
        assertEquals(
                List.of(2, 3), objects.all().stream().map(ObjectSums::label).toList());
        assertEquals("0011022 0000002 0000000", text(ids(objects, volume), 7));
    }

    @Test
    void numberedLabelsAreObjectsWhereverTheirVoxelsAre() {
        LabelVolume volume = LabelVolume.of("909 030 300");
        FoundObjects objects = FoundObjects.in(volume.rows(), new ObjectRules(Connectivity.FACES, true, false, 1));
        assertEquals(2, objects.all().size());
        assertEquals(List.of(3L, 9L), List.of(objects.id(0), objects.id(1)));
        assertEquals(2, objects.all().get(0).voxels());
        assertEquals("909 030 300", text(ids(objects, volume), 3));
    }

    /** A diagonal through faces of 1 x 1 x 1 blocks: as many provisional numbers as there are voxels, one object. */
    @Test
    void aStaircaseThroughAllBlocksIsOneObject() {
        LabelVolume volume = LabelVolume.of(9, 9, 9, (x, y, z) -> x == y && y == z);
        ObjectRules corners = new ObjectRules(Connectivity.CORNERS, false, false, 1);
        VolumeSize block = new VolumeSize(1, 1, 1);
        assertEquals(1, FoundObjects.in(volume.rows(block), corners).all().size());
        assertEquals(
                9, FoundObjects.in(volume.rows(block), ObjectRules.PLAIN).all().size());
    }

    private static String everything(LabelVolume volume, VolumeSize block, ObjectRules rules) {
        LabelRows rows = volume.rows(block);
        FoundObjects objects = FoundObjects.in(rules.fillHoles() ? FilledRows.of(rows) : rows, rules);
        StringBuilder all = new StringBuilder(text(ids(objects, volume)));
        for (ObjectSums object : objects.all()) {
            all.append('\n').append(object.label()).append(' ').append(object.voxels());
            for (int axis = 0; axis < 3; axis++) {
                all.append(' ').append(object.from(axis)).append(' ').append(object.to(axis));
                all.append(' ').append(object.mean(axis)).append(' ').append(object.covariance(axis, (axis + 1) % 3));
                all.append(' ').append(object.covariance(axis, axis));
            }
            for (int kind = 1; kind < ObjectSums.KINDS; kind++) {
                all.append(' ').append(object.ends(kind));
            }
        }
        return all.toString();
    }

    private static int[] ids(NumberedObjects objects, LabelVolume volume) {
        int[] ids = new int[volume.labels().length];
        objects.forEachRun(new NumberedObjects.RowVisitor() {
            @Override
            public void begin(LabelRow row) {}

            @Override
            public void run(LabelRow row, int from, int to, long id) {
                int start = (int) (row.z() * volume.height() + row.y()) * volume.width();
                Arrays.fill(ids, start + from, start + to, (int) id);
            }
        });
        return ids;
    }

    /** The slow way: from each first voxel to all that can be reached. */
    private static int[] flood(LabelVolume volume, int neighbours) {
        int[] ids = new int[volume.labels().length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            if (volume.labels()[i] > 0 && ids[i] == 0) {
                ids[i] = ++count;
                Deque<Integer> open = new ArrayDeque<>(List.of(i));
                while (!open.isEmpty()) {
                    spread(volume, ids, open.pop(), neighbours, open);
                }
            }
        }
        return ids;
    }

    private static void spread(LabelVolume volume, int[] ids, int from, int neighbours, Deque<Integer> open) {
        int most = neighbours == 6 ? 1 : neighbours == 18 ? 2 : 3;
        int x = from % volume.width();
        int y = from / volume.width() % volume.height();
        int z = from / volume.width() / volume.height();
        for (int step = 0; step < 27; step++) {
            int dx = step % 3 - 1;
            int dy = step / 3 % 3 - 1;
            int dz = step / 9 - 1;
            boolean isNeighbour = Math.abs(dx) + Math.abs(dy) + Math.abs(dz) <= most;
            if (isNeighbour && volume.at(x + dx, y + dy, z + dz) == volume.labels()[from]) {
                int next = ((z + dz) * volume.height() + y + dy) * volume.width() + x + dx;
                if (ids[next] == 0) {
                    ids[next] = ids[from];
                    open.push(next);
                }
            }
        }
    }

    /** Neighbours of one kind of voxels of an object that are not in it. */
    private static long ends(LabelVolume volume, int[] ids, int id, int kind) {
        long ends = 0;
        for (int i = 0; i < ids.length; i++) {
            for (int step = 0; step < 27 && ids[i] == id; step++) {
                int dx = step % 3 - 1;
                int dy = step / 3 % 3 - 1;
                int dz = step / 9 - 1;
                boolean isOfKind = dx * dx + 2 * dy * dy + 4 * dz * dz == kind;
                int x = i % volume.width() + dx;
                int y = i / volume.width() % volume.height() + dy;
                int z = i / volume.width() / volume.height() + dz;
                boolean same = volume.at(x, y, z) > 0 && ids[(z * volume.height() + y) * volume.width() + x] == id;
                ends += isOfKind && !same ? 1 : 0;
            }
        }
        return ends;
    }

    private static String text(int[] ids) {
        return Arrays.toString(ids);
    }

    private static String text(int[] ids, int width) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ids.length; i++) {
            text.append(i > 0 && i % width == 0 ? " " : "").append(ids[i]);
        }
        return text.toString();
    }
}
