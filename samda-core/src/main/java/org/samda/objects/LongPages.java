// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.ArrayList;
import java.util.List;

/** A list of longs that may have more of them than an array. */
final class LongPages {
    private static final int PAGE = 1 << 16;

    private final List<long[]> pages = new ArrayList<>();
    private long size;

    long size() {
        return size;
    }

    void add(long value) {
        if (size % PAGE == 0) {
            pages.add(new long[PAGE]);
        }
        size++;
        set(size - 1, value);
    }

    long get(long index) {
        return pages.get((int) (index / PAGE))[(int) (index % PAGE)];
    }

    void set(long index, long value) {
        pages.get((int) (index / PAGE))[(int) (index % PAGE)] = value;
    }
}
