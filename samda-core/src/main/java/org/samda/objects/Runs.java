// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.Arrays;

/** The runs of equal labels of several rows, each with a number; can be emptied and used again. */
final class Runs {
    private int rows;
    private int count;

    /** The first run of each row, and behind the last row the number of runs. */
    private int[] firsts = new int[64];

    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] labels = new int[64];
    private long[] ids = new long[0];

    void clear() {
        rows = 0;
        count = 0;
    }

    /** Adds a run to the row under way. */
    void add(int start, int end, int label) {
        if (count == starts.length) {
            int capacity = Math.addExact(count, count / 2);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            labels = Arrays.copyOf(labels, capacity);
        }
        starts[count] = start;
        ends[count] = end;
        labels[count] = label;
        count++;
    }

    /** The row under way is complete. */
    void endRow() {
        rows++;
        if (rows == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * rows);
        }
        firsts[rows] = count;
    }

    /** Adds a whole row. */
    void add(LabelRow row) {
        for (int run = 0; run < row.count(); run++) {
            add(row.start(run), row.end(run), row.label(run));
        }
        endRow();
    }

    /** Gives all runs up to now room for their numbers. */
    void makeRoomForIds() {
        if (ids.length < count) {
            ids = Arrays.copyOf(ids, starts.length);
        }
    }

    int rows() {
        return rows;
    }

    int first(int row) {
        return firsts[row];
    }

    /** Behind the last run of a row. */
    int last(int row) {
        return firsts[row + 1];
    }

    int start(int run) {
        return starts[run];
    }

    int end(int run) {
        return ends[run];
    }

    int length(int run) {
        return ends[run] - starts[run];
    }

    int label(int run) {
        return labels[run];
    }

    long id(int run) {
        return ids[run];
    }

    void setId(int run, long id) {
        ids[run] = id;
    }

    /** How many voxels of a run have a voxel of another run's row beside them that is in that run, {@code shift} voxels on. */
    long overlap(int run, Runs other, int theirs, int shift) {
        int from = Math.max(starts[run] + shift, other.starts[theirs]);
        int to = Math.min(ends[run] + shift, other.ends[theirs]);
        return Math.max(0, to - from);
    }
}
