// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.HashMap;
import java.util.Map;

/**
 * Neighbouring voxels of one label of which it is not known yet whether they belong to one object: they are no neighbours through
 * faces (or edges), but their parts may turn out to be connected elsewhere.
 */
final class DiagonalContacts {
    private final Map<Parts, long[]> counts = new HashMap<>();

    /** Two parts by their numbers, the smaller one first. */
    private record Parts(long one, long other) {}

    /** Remembers that so many pairs of voxels are neighbours. */
    void add(long id, long other, int kind, long count) {
        Parts parts = new Parts(Math.min(id, other), Math.max(id, other));
        counts.computeIfAbsent(parts, unknown -> new long[ObjectSums.KINDS])[kind] += count;
    }

    /** Counts those that are in one object, now that all objects are complete. */
    void countIn(Components<ObjectSums> components) {
        counts.forEach((parts, byKind) -> {
            ObjectSums one = components.known(parts.one);
            if (one == components.known(parts.other)) {
                for (int kind = 1; kind < byKind.length; kind++) {
                    one.addNeighbours(kind, 2 * byKind[kind]);
                }
            }
        });
    }
}
