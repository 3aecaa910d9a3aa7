// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The values on which a pickle works, with marks between them. */
final class PickleStack {
    /** Values wait here for the list or dictionary that takes them, 1000 at most per level of nesting. */
    private static final int MOST = 1 << 16;

    private final List<Value> values = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();

    void push(Value value) {
        values.add(value);
        requireRoom();
    }

    void mark() {
        marks.push(values.size());
        requireRoom();
    }

    Value top() {
        requireValues(1);
        return values.get(values.size() - 1);
    }

    Value pop() {
        requireValues(1);
        return values.remove(values.size() - 1);
    }

    /** Takes the last so many values, in the order they were pushed. */
    List<Value> pop(int count) {
        requireValues(count);
        return popFrom(values.size() - count);
    }

    /** Takes all values since the last mark, and the mark. */
    List<Value> popToMark() {
        if (marks.isEmpty()) {
            throw new IllegalArgumentException("its pickle lacks a mark");
        }
        return popFrom(marks.pop());
    }

    boolean isEmpty() {
        return values.isEmpty() && marks.isEmpty();
    }

    private List<Value> popFrom(int first) {
        List<Value> tail = values.subList(first, values.size());
        List<Value> popped = List.copyOf(tail);
        tail.clear();
        return popped;
    }

    private void requireValues(int count) {
        int reachable = values.size() - (marks.isEmpty() ? 0 : marks.peek());
        if (reachable < count) {
            throw new IllegalArgumentException(
                    "its pickle takes %d values where there are %d".formatted(count, reachable));
        }
    }

    private void requireRoom() {
        if (values.size() + marks.size() > MOST) {
            throw new IllegalArgumentException("its pickle nests values too deep (more than " + MOST + " are open)");
        }
    }
}
