// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Components while they are found: each number they got, 0, 1, 2 … in the order of first voxels, leads to the first of those that
 * mean the same component, which has what is known of it.
 *
 * <p>Memory: eight bytes for each number, and one {@code T} for each component.
 *
 * @param <T> what is known of a component
 */
final class Components<T extends Additive<T>> implements Numbering {
    private final IntFunction<T> nothingKnown;

    /** For each number an earlier one of the same component, or -1 - the place of what is known. */
    private final LongPages parents = new LongPages();

    private final List<T> known = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /** @param nothingKnown of a component with this label */
    Components(IntFunction<T> nothingKnown) {
        this.nothingKnown = nothingKnown;
    }

    @Override
    public long begin(int label) {
        T first = nothingKnown.apply(label);
        int place = known.size();
        if (free.isEmpty()) {
            known.add(first);
        } else {
            place = free.pop();
            known.set(place, first);
        }
        parents.add(-1L - place);
        return parents.size() - 1;
    }

    @Override
    public void join(long id, long other) {
        long a = root(id);
        long b = root(other);
        if (a == b) {
            return;
        }
        long stays = Math.min(a, b);
        long goes = Math.max(a, b);
        int place = place(goes);
        known.get(place(stays)).add(known.get(place));
        free.push(place);
        parents.set(goes, stays);
    }

    /** What is known of the component that a number means. */
    T known(long id) {
        return known.get(place(root(id)));
    }

    /** Says what becomes of a component. */
    interface Decision<T> {
        /** The component's final number. */
        long number(T known);
    }

    /**
     * Ends the finding.
     *
     * @param decision asked once for each component, in the order of their first voxels
     * @return for each number that {@link #begin} gave, the final one; this object is used up
     */
    LongPages finish(Decision<T> decision) {
        for (long id = 0; id < parents.size(); id++) {
            long parent = parents.get(id);
            boolean isRoot = parent < 0;
            parents.set(id, isRoot ? decision.number(known.get((int) (-1 - parent))) : parents.get(parent));
        }
        return parents;
    }

    private int place(long root) {
        return (int) (-1 - parents.get(root));
    }

    private long root(long id) {
        long current = id;
        long parent = parents.get(current);
        while (parent >= 0) {
            long next = parents.get(parent);
            if (next >= 0) {
                parents.set(current, next);
            }
            current = parent;
            parent = next;
        }
        return current;
    }
}
