// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.Arrays;

/** Counts by a number: sixteen bytes for each place of a hash table that is at most two thirds full. */
final class LongCounts {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[16];

    /** 0 where the place is free. */
    private long[] counts = new long[16];

    private int size;

    /** Takes the counts one by one. */
    interface Visitor {
        void visit(long key, long count);
    }

    /** @param more at least 1 */
    void add(long key, long more) {
        int place = place(key);
        if (counts[place] == 0) {
            keys[place] = key;
            size++;
        }
        counts[place] = Math.addExact(counts[place], more);
        if (3L * size > 2L * keys.length) {
            grow();
        }
    }

    /** 0 for what was never added. */
    long get(long key) {
        return counts[place(key)];
    }

    /** How many numbers were added. */
    int size() {
        return size;
    }

    /** Shows all counts by ascending key, so that sums over them do not depend on the order in which they came. */
    void forEach(Visitor visitor) {
        long[] sorted = new long[size];
        int next = 0;
        for (int place = 0; place < keys.length; place++) {
            if (counts[place] > 0) {
                sorted[next++] = keys[place];
            }
        }
        Arrays.sort(sorted);
        for (long key : sorted) {
            visitor.visit(key, get(key));
        }
    }

    /** Where the key is, or would be. */
    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) ((key * GOLDEN) >>> (Long.SIZE - Integer.bitCount(mask)));
        while (counts[place] > 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[Math.multiplyExact(2, oldKeys.length)];
        counts = new long[keys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldCounts[old] > 0) {
                int place = place(oldKeys[old]);
                keys[place] = oldKeys[old];
                counts[place] = oldCounts[old];
            }
        }
    }
}
