// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.function.Consumer;
import org.samda.image.VolumeSize;

/**
 * A volume of labels whose holes are filled: background that is connected through faces, does not reach the border of the volume
 * (of an image, the section) and has only one label around it gets that label.
 */
final class FilledRows implements LabelRows {
    private final LabelRows rows;

    /** For each provisional number the label that replaces the background, or 0. */
    private final LongPages fillings;

    private FilledRows(LabelRows rows) {
        this.rows = rows;
        fillings = find();
    }

    /** Goes through the volume once to find the holes. */
    static FilledRows of(LabelRows rows) {
        return new FilledRows(rows);
    }

    @Override
    public VolumeSize size() {
        return rows.size();
    }

    @Override
    public void forEach(Consumer<LabelRow> visitor) {
        LabelRow filled = new LabelRow();
        forEachComplete(Numbering.again(), (sweep, row) -> {
            filled.begin(row.z(), row.y());
            for (int run = 0; run < row.count(); run++) {
                int label = row.label(run);
                if (label == 0) {
                    label = (int) fillings.get(sweep.runs().id(sweep.first() + run));
                }
                if (label != 0) {
                    filled.add(row.start(run), row.end(run), label);
                }
            }
            visitor.accept(filled);
        });
    }

    /** Sees a row in which the background has runs too, and the numbers of its runs. */
    private interface Visitor {
        void visit(Sweep sweep, LabelRow row);
    }

    private void forEachComplete(Numbering numbering, Visitor visitor) {
        Sweep sweep = new Sweep(numbering, Connectivity.FACES);
        LabelRow complete = new LabelRow();
        int width = Math.toIntExact(size().x());
        rows.forEach(row -> {
            complete.complete(row, width);
            sweep.add(complete);
            visitor.visit(sweep, complete);
        });
    }

    private LongPages find() {
        Components<HoleSums> parts = new Components<>(label -> new HoleSums());
        forEachComplete(parts, (sweep, row) -> {
            Runs runs = sweep.runs();
            for (int run = sweep.first(); run < sweep.last(); run++) {
                if (runs.label(run) == 0) {
                    lookAlong(runs, run, row, parts.known(runs.id(run)));
                }
            }
            sweep.forEachContact((run, others, other, offset) -> {
                if (offset != (Sweep.Y | Sweep.Z) && runs.overlap(run, others, other, 0) > 0) {
                    meet(parts, runs, run, others, other);
                }
            });
        });
        return parts.finish(HoleSums::filling);
    }

    /** What ends a run of background. */
    private void lookAlong(Runs runs, int run, LabelRow row, HoleSums part) {
        boolean first = runs.start(run) == 0;
        boolean last = runs.end(run) == size().x();
        if (first || last || isAtBorder(row)) {
            part.open();
        }
        if (!first) {
            part.meets(runs.label(run - 1));
        }
        if (!last) {
            part.meets(runs.label(run + 1));
        }
    }

    private boolean isAtBorder(LabelRow row) {
        long depth = size().z();
        return row.y() == 0 || row.y() == size().y() - 1 || (depth > 1 && (row.z() == 0 || row.z() == depth - 1));
    }

    private static void meet(Components<HoleSums> parts, Runs runs, int run, Runs others, int other) {
        int label = runs.label(run);
        int otherLabel = others.label(other);
        if (label == 0 && otherLabel != 0) {
            parts.known(runs.id(run)).meets(otherLabel);
        }
        if (label != 0 && otherLabel == 0) {
            parts.known(others.id(other)).meets(label);
        }
    }
}
