// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Arrays;
import java.util.List;

/**
 * The connected components of a mask: runs of voxels along x, joined where they touch.
 *
 * <p>Needs three ints for each run and none for the voxels, however the components wind.
 */
public final class Components {
    private final int width;
    private final int height;

    /** The first run of each row of each section, and behind the last row the number of runs. */
    private final int[] firstRuns;

    /** From which to (exclusive) which x each run goes. */
    private int[] starts = new int[1024];

    private int[] ends = new int[1024];

    /** For each run itself or an earlier run of the same component. */
    private int[] parents = new int[1024];

    private int count;

    /** Takes the runs one by one. */
    public interface Visitor {
        /**
         * @param component the same number for all runs of a component, below the number of runs
         * @param section   index of the section
         * @param from      first pixel of the run, {@code y * width + x}
         * @param to        behind its last pixel
         */
        void visit(int component, int section, int from, int to);
    }

    /** Width, height and number of sections of a case. */
    public record Extent(int width, int height, int sections) {

        /** That of sections that are all alike. */
        public static Extent ofGrey(List<GreyImage> sections) {
            Extent extent = new Extent(sections.get(0).width(), sections.get(0).height(), sections.size());
            sections.forEach(section -> extent.requireSection(section.width(), section.height()));
            return extent;
        }

        /** That of sections that are all alike. */
        public static Extent ofLabels(List<LabelImage> sections) {
            Extent extent = new Extent(sections.get(0).width(), sections.get(0).height(), sections.size());
            sections.forEach(section -> extent.requireSection(section.width(), section.height()));
            return extent;
        }

        private void requireSection(int sectionWidth, int sectionHeight) {
            if (sectionWidth != width || sectionHeight != height) {
                throw new IllegalArgumentException("a case of %d x %d px has a section of %d x %d px"
                        .formatted(width, height, sectionWidth, sectionHeight));
            }
        }
    }

    private Components(VoxelMask mask, Extent extent) {
        width = extent.width();
        height = extent.height();
        int rows = Math.multiplyExact(height, extent.sections());
        firstRuns = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            addRuns(mask, row);
            firstRuns[row + 1] = count;
        }
    }

    /** Voxels are connected through their faces: 4 neighbours in a section, 6 in a stack. */
    public static Components throughFaces(VoxelMask mask, Extent extent) {
        Components components = new Components(mask, extent);
        for (int row = 0; row + 1 < components.firstRuns.length; row++) {
            components.joinToPreviousRow(row, 0);
            components.joinRows(row, row - components.height, 0);
        }
        return components;
    }

    /** Voxels are connected through corners too: 8 neighbours in a section, 26 in a stack. */
    public static Components throughCorners(VoxelMask mask, Extent extent) {
        Components components = new Components(mask, extent);
        for (int row = 0; row + 1 < components.firstRuns.length; row++) {
            components.joinToPreviousRow(row, 1);
            components.joinToPreviousSection(row);
        }
        return components;
    }

    /** Number of runs, above every component's number. */
    public int runs() {
        return count;
    }

    /** Shows all runs, section by section, row by row. */
    public void forEachRun(Visitor visitor) {
        for (int row = 0; row + 1 < firstRuns.length; row++) {
            int start = row % height * width;
            for (int run = firstRuns[row]; run < firstRuns[row + 1]; run++) {
                visitor.visit(root(run), row / height, start + starts[run], start + ends[run]);
            }
        }
    }

    private void addRuns(VoxelMask mask, int row) {
        int section = row / height;
        int start = row % height * width;
        boolean inside = false;
        for (int x = 0; x < width; x++) {
            boolean was = inside;
            inside = mask.at(section, start + x);
            if (inside && !was) {
                begin(x);
            } else if (was && !inside) {
                ends[count - 1] = x;
            }
        }
        if (inside) {
            ends[count - 1] = width;
        }
    }

    private void begin(int x) {
        if (count == starts.length) {
            int capacity = Math.addExact(count, count / 2);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            parents = Arrays.copyOf(parents, capacity);
        }
        starts[count] = x;
        parents[count] = count;
        count++;
    }

    private void joinToPreviousRow(int row, int reach) {
        if (row % height > 0) {
            joinRows(row, row - 1, reach);
        }
    }

    private void joinToPreviousSection(int row) {
        int opposite = row - height;
        joinRows(row, opposite, 1);
        joinToPreviousSectionAt(row, opposite - 1);
        joinToPreviousSectionAt(row, opposite + 1);
    }

    /** Unless that row already belongs to another section. */
    private void joinToPreviousSectionAt(int row, int other) {
        if (Math.floorDiv(other, height) == row / height - 1) {
            joinRows(row, other, 1);
        }
    }

    /** Joins runs of two rows that overlap, or lie at most {@code reach} apart; there may be no other row. */
    private void joinRows(int row, int other, int reach) {
        if (other < 0) {
            return;
        }
        int a = firstRuns[row];
        int b = firstRuns[other];
        while (a < firstRuns[row + 1] && b < firstRuns[other + 1]) {
            if (starts[a] < ends[b] + reach && starts[b] < ends[a] + reach) {
                join(a, b);
            }
            if (ends[a] < ends[b]) {
                a++;
            } else {
                b++;
            }
        }
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int run) {
        int current = run;
        while (parents[current] != current) {
            parents[current] = parents[parents[current]];
            current = parents[current];
        }
        return current;
    }
}
