// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;

class InstancesTest {
    private static final int SIDE = 96;

    @ParameterizedTest
    @ValueSource(strings = {"fib-sem", "ss-tem"})
    void idsAreWhereTheLabelsAreAndTheirVoxelsAreCounted(String domain) {
        Phantom phantom = phantom(domain, 6, 40);
        Instances instances = new Instances(phantom);
        Map<Integer, Long> voxels = new HashMap<>();
        for (long z = 0; z < 40; z++) {
            PhantomSection section = phantom.section(z);
            LabelImage labels = section.labels();
            float[] ids = instances.ids(section).pixels();
            for (int p = 0; p < ids.length; p++) {
                assertEquals(labels.labels()[p] == Phantom.MITOCHONDRION, ids[p] > 0);
                voxels.merge((int) ids[p], 1L, Long::sum);
            }
        }
        assertTrue(instances.count() > 20, () -> instances.count() + " mitochondria");
        assertEquals(instances.count() + 1, voxels.size(), "ids are 0 .. count");
        for (int id = 1; id <= instances.count(); id++) {
            assertEquals(voxels.get(id), instances.voxels(id), "id " + id);
        }
    }

    /** The outline of its cell cuts a crumb of a few voxels off a mitochondrion now and then; nothing more. */
    @Test
    void aMitochondrionIsOneConnectedBodyThroughTheSections() {
        int[] ids = volume(phantom("fib-sem", 5, SIDE));
        Map<Integer, Integer> largest = new HashMap<>();
        Map<Integer, Integer> all = new HashMap<>();
        boolean[] seen = new boolean[ids.length];
        for (int p = 0; p < ids.length; p++) {
            if (ids[p] > 0 && !seen[p]) {
                int size = flood(ids, seen, p);
                largest.merge(ids[p], size, Math::max);
                all.merge(ids[p], size, Integer::sum);
            }
        }
        assertTrue(all.size() > 40, () -> all.size() + " mitochondria");
        long inOnePiece = all.keySet().stream()
                .filter(id -> all.get(id).equals(largest.get(id)))
                .count();
        assertTrue(inOnePiece > 0.95 * all.size(), () -> inOnePiece + " of " + all.size() + " are in one piece");
        all.forEach(
                (id, size) -> assertTrue(largest.get(id) >= size - 30, () -> "id " + id + " lost more than a crumb"));
    }

    private static int[] volume(Phantom phantom) {
        Instances instances = new Instances(phantom);
        int[] ids = new int[SIDE * SIDE * SIDE];
        for (int z = 0; z < SIDE; z++) {
            float[] section = instances.ids(phantom.section(z)).pixels();
            for (int p = 0; p < section.length; p++) {
                ids[z * section.length + p] = (int) section[p];
            }
        }
        return ids;
    }

    /** Size of the piece of one id that hangs together by faces. */
    private static int flood(int[] ids, boolean[] seen, int start) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(start);
        seen[start] = true;
        int size = 0;
        while (!open.isEmpty()) {
            int p = open.remove();
            size++;
            int[] place = {p % SIDE, p / SIDE % SIDE, p / SIDE / SIDE};
            int[] step = {1, SIDE, SIDE * SIDE};
            for (int axis = 0; axis < 3; axis++) {
                visit(ids, seen, open, p, place[axis] > 0 ? -step[axis] : 0);
                visit(ids, seen, open, p, place[axis] < SIDE - 1 ? step[axis] : 0);
            }
        }
        return size;
    }

    private static void visit(int[] ids, boolean[] seen, Deque<Integer> open, int from, int step) {
        if (!seen[from + step] && ids[from + step] == ids[from]) {
            seen[from + step] = true;
            open.add(from + step);
        }
    }

    @Test
    void mitochondriaThatLieBehindAreForgottenButForTheirVoxels() {
        Phantom phantom = new Phantom(PhantomDomain.FIB_SEM.coarser(20), new VolumeSize(48, 48, 200), 2);
        Instances instances = new Instances(phantom);
        int most = 0;
        for (long z = 0; z < 200; z++) {
            instances.ids(phantom.section(z));
            most = Math.max(most, instances.living());
        }
        int remembered = most;
        assertTrue(5 * most < instances.count(), () -> remembered + " remembered of " + instances.count());
        assertTrue(instances.voxels(1) > 0);
    }

    @ParameterizedTest
    @CsvSource({"fib-sem, 4", "fib-sem, 16", "ss-tem, 8"})
    void thereAreFewerMitochondriaThanIdsWereChosenFor(String domain, double pixelScale) {
        Phantom phantom = new Phantom(PhantomDomain.named(domain).coarser(pixelScale), new VolumeSize(64, 64, 32), 3);
        Instances instances = new Instances(phantom);
        for (long z = 0; z < 32; z++) {
            instances.ids(phantom.section(z));
        }
        assertTrue(instances.count() > 0);
        assertTrue(2 * instances.count() < phantom.mostMitochondria(), () -> instances.count() + " mitochondria");
    }

    @ParameterizedTest
    @CsvSource({"1000, UINT16", "20000, FLOAT32"})
    void idsAreStoredInTheSmallestTypeThatHoldsThem(long sections, PixelType expected) {
        assertEquals(expected, new Instances(phantom(2000, 2000, sections)).type());
    }

    @Test
    void moreMitochondriaThanFloatsCountAreRefusedAtOnce() {
        SamdaException problem =
                assertThrows(SamdaException.class, () -> new Instances(phantom(20_000, 20_000, 1_000_000)));
        assertTrue(
                problem.getMessage().startsWith("A phantom of 20000 x 20000 x 1000000 voxels may have "),
                problem.getMessage());
        assertTrue(
                problem.getMessage()
                        .endsWith(" mitochondria, and ids above 16777216 are not exact in a file. Make it smaller."),
                problem.getMessage());
    }

    @Test
    void aSectionOutOfOrderIsRefused() {
        Phantom phantom = phantom("fib-sem", 4, 3);
        Instances instances = new Instances(phantom);
        PhantomSection second = phantom.section(1);
        assertThrows(IllegalArgumentException.class, () -> instances.ids(second));
    }

    private static Phantom phantom(String domain, double pixelScale, long sections) {
        return new Phantom(PhantomDomain.named(domain).coarser(pixelScale), new VolumeSize(SIDE, SIDE, sections), 7);
    }

    /** At 10 nm. */
    private static Phantom phantom(long width, long height, long sections) {
        return new Phantom(PhantomDomain.FIB_SEM.coarser(2), new VolumeSize(width, height, sections), 7);
    }
}
