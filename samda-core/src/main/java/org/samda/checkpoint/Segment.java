// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * A run of a storage's elements that is wanted.
 *
 * @param begin first element
 * @param end   element after the last
 */
record Segment(long begin, long end) {

    /** The fewest elements that the tensors need, in order; tensors that overlap share a segment. */
    static List<Segment> covering(Collection<StoredTensor> tensors) {
        Deque<Segment> merged = new ArrayDeque<>();
        tensors.stream()
                .map(tensor -> new Segment(tensor.offset(), tensor.end()))
                .sorted(Comparator.comparingLong(Segment::begin).thenComparingLong(Segment::end))
                .forEach(segment -> {
                    if (!merged.isEmpty() && segment.begin < merged.getLast().end) {
                        Segment last = merged.removeLast();
                        merged.add(new Segment(last.begin, Math.max(last.end, segment.end)));
                    } else {
                        merged.add(segment);
                    }
                });
        return List.copyOf(merged);
    }

    long elements() {
        return end - begin;
    }

    boolean covers(StoredTensor tensor) {
        return begin <= tensor.offset() && tensor.end() <= end;
    }
}
