// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/**
 * Goes through a volume row by row and gives each run of a label the number of a component; remembers the runs of two sections.
 *
 * <p>A run gets the number of the first earlier run it touches, or a new one. That depends on nothing but the rows, so going
 * through them once more gives the same numbers.
 */
final class Sweep {
    /** Bits of an offset between rows. */
    static final int Y = 2;

    static final int Z = 4;

    private static final long NONE = -1;

    private final Numbering numbering;
    private final Connectivity connectivity;
    private Runs current = new Runs();
    private Runs previous = new Runs();
    private long section;

    /** Sees a run of the last row and one of an earlier row beside it. */
    interface Contact {
        /**
         * @param run    of {@link #runs}
         * @param others the runs of the earlier row's section
         * @param other  the earlier one: overlaps the run, or comes within a voxel of it along x
         * @param offset along which axes the rows lie apart by one: {@link #Y}, {@link #Z} or both
         */
        void meet(int run, Runs others, int other, int offset);
    }

    Sweep(Numbering numbering, Connectivity connectivity) {
        this.numbering = numbering;
        this.connectivity = connectivity;
    }

    /** Takes the next row. */
    void add(LabelRow row) {
        if (row.z() != section) {
            Runs used = previous;
            previous = current;
            current = used;
            current.clear();
            section = row.z();
        }
        current.add(row);
        current.makeRoomForIds();
        for (int run = first(); run < last(); run++) {
            current.setId(run, NONE);
        }
        forEachContact(this::identify);
        for (int run = first(); run < last(); run++) {
            if (current.id(run) == NONE) {
                current.setId(run, numbering.begin(current.label(run)));
            }
        }
    }

    /** The runs of the section under way, with their numbers. */
    Runs runs() {
        return current;
    }

    /** The first run of the last row. */
    int first() {
        return current.first(current.rows() - 1);
    }

    /** Behind the last run of the last row. */
    int last() {
        return current.last(current.rows() - 1);
    }

    /** Shows each pair of a run of the last row and an earlier run beside it. */
    void forEachContact(Contact contact) {
        int y = current.rows() - 1;
        if (y > 0) {
            forEachContact(current, y - 1, Y, contact);
        }
        if (y > 0 && previous.rows() > 0) {
            forEachContact(previous, y - 1, Y | Z, contact);
        }
        if (y < previous.rows()) {
            forEachContact(previous, y, Z, contact);
        }
        if (y + 1 < previous.rows()) {
            forEachContact(previous, y + 1, Y | Z, contact);
        }
    }

    private void forEachContact(Runs others, int row, int offset, Contact contact) {
        int from = others.first(row);
        int to = others.last(row);
        for (int run = first(); run < last(); run++) {
            while (from < to && others.end(from) < current.start(run)) {
                from++;
            }
            for (int other = from; other < to && others.start(other) <= current.end(run); other++) {
                contact.meet(run, others, other, offset);
            }
        }
    }

    private void identify(int run, Runs others, int other, int offset) {
        if (current.label(run) == others.label(other) && touch(run, others, other, offset)) {
            if (current.id(run) == NONE) {
                current.setId(run, others.id(other));
            } else {
                numbering.join(current.id(run), others.id(other));
            }
        }
    }

    private boolean touch(int run, Runs others, int other, int offset) {
        int axes = Integer.bitCount(offset);
        boolean beside = current.overlap(run, others, other, 0) > 0;
        return beside ? connectivity.connects(axes) : connectivity.connects(axes + 1);
    }
}
