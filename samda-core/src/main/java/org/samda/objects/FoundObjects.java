// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The objects of a volume: numbered 1, 2, 3 … in the order of their first voxels (x fastest, then y, then z), or by their labels
 * where these number objects already. What is too small is none and has no number.
 *
 * <p>Finding them takes memory for what is counted of each, eight bytes for each provisional number, and the runs of a slab.
 */
final class FoundObjects implements NumberedObjects {
    private final LabelRows rows;
    private final ObjectRules rules;
    private final List<ObjectSums> objects = new ArrayList<>();

    /** The object of each provisional number, 0 for none. */
    private final LongPages numbers;

    private FoundObjects(LabelRows rows, ObjectRules rules) {
        this.rows = rows;
        this.rules = rules;
        numbers = find();
        if (rules.numbered()) {
            objects.sort(Comparator.comparingInt(ObjectSums::label));
        }
    }

    /** Goes through the volume once. */
    static FoundObjects in(LabelRows rows, ObjectRules rules) {
        return new FoundObjects(rows, rules);
    }

    @Override
    public List<ObjectSums> all() {
        return objects;
    }

    @Override
    public long id(int index) {
        return rules.numbered() ? objects.get(index).label() : index + 1L;
    }

    @Override
    public long largestId() {
        return objects.isEmpty() ? 0 : id(objects.size() - 1);
    }

    @Override
    public void forEachRun(RowVisitor visitor) {
        Sweep sweep = new Sweep(numbering(Numbering.again()), rules.connectivity());
        rows.forEach(row -> {
            sweep.add(row);
            visitor.begin(row);
            for (int run = 0; run < row.count(); run++) {
                long id = numbers.get(sweep.runs().id(sweep.first() + run));
                if (id > 0) {
                    visitor.run(row, row.start(run), row.end(run), id);
                }
            }
        });
    }

    private Numbering numbering(Numbering plain) {
        return rules.numbered() ? new LabelNumbering(plain) : plain;
    }

    private LongPages find() {
        Components<ObjectSums> components = new Components<>(ObjectSums::new);
        DiagonalContacts undecided = new DiagonalContacts();
        Sweep sweep = new Sweep(numbering(components), rules.connectivity());
        rows.forEach(row -> {
            sweep.add(row);
            for (int run = 0; run < row.count(); run++) {
                components
                        .known(sweep.runs().id(sweep.first() + run))
                        .addRun(row.start(run), row.end(run), row.y(), row.z());
            }
            sweep.forEachContact((run, others, other, offset) -> {
                if (sweep.runs().label(run) == others.label(other)) {
                    new Contact(sweep.runs(), run, others, other).count(components, offset, undecided);
                }
            });
        });
        undecided.countIn(components);
        return components.finish(this::number);
    }

    private long number(ObjectSums object) {
        if (object.voxels() < rules.minVoxels()) {
            return 0;
        }
        objects.add(object);
        return id(objects.size() - 1);
    }

    /** Two runs of one label in rows beside each other. */
    private record Contact(Runs runs, int run, Runs others, int other) {

        /** Counts the voxels that are neighbours. */
        void count(Components<ObjectSums> components, int offset, DiagonalContacts undecided) {
            long id = runs.id(run);
            long otherId = others.id(other);
            ObjectSums object = components.known(id);
            boolean isOne = object == components.known(otherId);
            for (int shift = -1; shift <= 1; shift++) {
                long pairs = runs.overlap(run, others, other, shift);
                int kind = shift == 0 ? offset : offset | 1;
                if (isOne) {
                    object.addNeighbours(kind, 2 * pairs);
                } else if (pairs > 0) {
                    undecided.add(id, otherId, kind, pairs);
                }
            }
        }
    }
}
