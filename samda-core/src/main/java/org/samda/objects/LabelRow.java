// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.Arrays;

/** One row of a volume of labels as runs of equal labels along x; what is in no run is background. Used again for the next. */
final class LabelRow {
    private long z;
    private int y;
    private int count;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int[] labels = new int[16];

    /** Empties it for another row. */
    void begin(long section, int row) {
        z = section;
        y = row;
        count = 0;
    }

    /**
     * Adds a run behind all others; it grows the last one where it goes on with it.
     *
     * @param start first voxel
     * @param end   behind the last voxel
     */
    void add(int start, int end, int label) {
        if (count > 0 && ends[count - 1] == start && labels[count - 1] == label) {
            ends[count - 1] = end;
            return;
        }
        if (count == starts.length) {
            int capacity = 2 * count;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            labels = Arrays.copyOf(labels, capacity);
        }
        starts[count] = start;
        ends[count] = end;
        labels[count] = label;
        count++;
    }

    /** Makes it the same row with the background between the runs of another as runs of label 0. */
    void complete(LabelRow other, int width) {
        begin(other.z, other.y);
        int at = 0;
        for (int run = 0; run < other.count; run++) {
            if (other.starts[run] > at) {
                add(at, other.starts[run], 0);
            }
            add(other.starts[run], other.ends[run], other.labels[run]);
            at = other.ends[run];
        }
        if (at < width) {
            add(at, width, 0);
        }
    }

    long z() {
        return z;
    }

    int y() {
        return y;
    }

    /** Number of runs. */
    int count() {
        return count;
    }

    int start(int run) {
        return starts[run];
    }

    int end(int run) {
        return ends[run];
    }

    int label(int run) {
        return labels[run];
    }
}
